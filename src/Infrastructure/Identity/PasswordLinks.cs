using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's own reset tokens. They hold the person's security stamp, which a new password changes: so they work once.</summary>
internal sealed class PasswordLinks(UserManager<ApplicationUser> users) : IPasswordLinks
{
    private const string Purpose = UserManager<ApplicationUser>.ResetPasswordTokenPurpose;

    // Whoever used the link at the same moment was faster: the person's row is not what it was.
    private static readonly string[] linkIsOver = [nameof(IdentityErrorDescriber.InvalidToken), nameof(IdentityErrorDescriber.ConcurrencyFailure)];

    public static PasswordOptions Rules { get; } = new()
    {
        RequiredLength = IPasswordLinks.ShortestPassword,
        RequiredUniqueChars = IPasswordLinks.FewestDifferent,
        // The same standard forbids these: they make passwords hard to remember, not to guess.
        RequireDigit = false,
        RequireLowercase = false,
        RequireUppercase = false,
        RequireNonAlphanumeric = false,
    };

    private string Provider => users.Options.Tokens.PasswordResetTokenProvider;

    /// <exception cref="OperationRefusedException">Nobody has that address.</exception>
    public async Task<PasswordLink> MakeAsync(string email) =>
        await MakeAsync(await users.FindByEmailAsync(email.Trim()) ?? throw new OperationRefusedException($"Nobody signs in as {email.Trim()}."));

    public async Task<PasswordLink> MakeAsync(ApplicationUser user) => new(new UserId(user.Id), await users.GeneratePasswordResetTokenAsync(user));

    public async Task<PasswordLink?> MakeAsync(UserId person, CancellationToken cancellationToken) =>
        await FindAsync(person, cancellationToken) is { } user ? await MakeAsync(user) : null;

    public async Task<string?> FindPersonAsync(PasswordLink link, CancellationToken cancellationToken) =>
        await FindAsync(link.UserId, cancellationToken) is { } user && await users.VerifyUserTokenAsync(user, Provider, Purpose, link.Token) ? user.Email : null;

    public async Task<PasswordChoice> ChooseAsync(PasswordLink link, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(link.UserId, cancellationToken) is not { } user)
        {
            return PasswordChoice.LinkIsOver;
        }

        var chosen = await users.ResetPasswordAsync(user, link.Token, password);
        return chosen.Succeeded ? PasswordChoice.Chosen
            : chosen.Errors.Any(error => linkIsOver.Contains(error.Code)) ? PasswordChoice.LinkIsOver
            : PasswordChoice.TooWeak;
    }

    private Task<ApplicationUser?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        users.Users.FirstOrDefaultAsync(user => user.Id == person.Value, cancellationToken);
}
