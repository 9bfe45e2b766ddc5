using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Decides once where organizations from before there were limits may call: in their own country, and wherever they called lately or know
/// somebody. That takes numbering plans, which no SQL has: so it comes after the migration that made room for it.
/// </summary>
internal static class LimitsOfBefore
{
    private const int MaxAttempts = 5;

    private static readonly TimeSpan lately = TimeSpan.FromDays(90);

    public static async Task DecideAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            foreach (var id in await ListUndecidedAsync(services, cancellationToken))
            {
                await using var own = services.CreateAsyncScope();
                own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(id);
                await DecideAsync(own.ServiceProvider, id, cancellationToken);
            }
        }
    }

    private static async Task<IReadOnlyList<OrganizationId>> ListUndecidedAsync(
        IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        return await db.Organizations.OfAllOrganizations().Where(organization => organization.CallingLimits == null)
            .Select(organization => organization.Id).ToListAsync(cancellationToken);
    }

    private static async Task DecideAsync(IServiceProvider services, OrganizationId id, CancellationToken cancellationToken)
    {
        var (db, phoneNumbers) = (services.GetRequiredService<CrmVoiceDbContext>(), services.GetRequiredService<IPhoneNumbers>());
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - lately;
        var called = await db.Calls.Where(call => call.RequestedAt >= since)
            .Select(call => call.To).Distinct().ToListAsync(cancellationToken);
        var phones = await db.Memberships.Where(member => member.Phone != null)
            .Select(member => member.Phone!).ToListAsync(cancellationToken);
        var known = await db.Contacts.Where(contact => contact.Phone != null)
            .Select(contact => contact.Phone!).Distinct().ToListAsync(cancellationToken);
        var organization = await db.Organizations.SingleAsync(one => one.Id == id, cancellationToken);
        organization.ChangeCallingLimits(CallingLimits.Keeping(
            [.. called.Concat(phones).Select(number => (number, phoneNumbers.PlaceOf(number)))],
            known.Select(phoneNumbers.PlaceOf),
            organization.Country));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The version before, which may still run, saved something of it, or a second process decided: it is looked at again.
        }
    }
}
