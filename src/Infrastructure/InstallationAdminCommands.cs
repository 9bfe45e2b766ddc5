using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Infrastructure.Identity;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure;

/// <summary>Who creates organizations, as whoever runs the server says at the command line.</summary>
public static class InstallationAdminCommands
{
    /// <summary>Makes somebody an installation admin, who creates organizations.</summary>
    /// <exception cref="OperationRefusedException">Nobody has that address.</exception>
    public static async Task GrantInstallationAdminAsync(this IServiceProvider services, string email)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GrantInstallationAdmin(email));
        }
        catch (NotFoundException)
        {
            throw new OperationRefusedException($"Nobody signs in as {email.Trim()}.");
        }
    }

    /// <param name="evenTheLast">Whether it is meant even where nobody else is one.</param>
    /// <exception cref="OperationRefusedException">Nobody has that address, or there would be no installation admin.</exception>
    public static async Task TakeInstallationAdminAsync(this IServiceProvider services, string email, bool evenTheLast)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var taken = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakeInstallationAdmin(email, evenTheLast));
            if (taken is InstallationAdminTaking.IsTheLast)
            {
                throw new OperationRefusedException(
                    $"{email.Trim()} is the last installation admin. Make somebody else one first, or add --force: then organizations are "
                    + "created at the command line alone.");
            }
        }
        catch (NotFoundException)
        {
            throw new OperationRefusedException($"Nobody signs in as {email.Trim()}.");
        }
    }
}
