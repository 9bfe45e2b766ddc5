using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's own reset tokens. They hold the person's security stamp, which a new password changes: so they work once.</summary>
internal sealed class PasswordLinks(UserManager<ApplicationUser> users, IPasswordHasher<ApplicationUser> hasher) : IPasswordLinks
{
    private const string Purpose = UserManager<ApplicationUser>.ResetPasswordTokenPurpose;

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

    public async Task<PasswordLink?> MakeAsync(UserId person, CancellationToken cancellationToken) =>
        await FindAsync(person, cancellationToken) is { } user
            ? new PasswordLink(person, await users.GeneratePasswordResetTokenAsync(user))
            : null;

    public async Task<string?> FindPersonAsync(PasswordLink link, CancellationToken cancellationToken) =>
        await FindAsync(link.UserId, cancellationToken) is { } user && await users.VerifyUserTokenAsync(user, Provider, Purpose, link.Token) ? user.Email : null;

    public async Task<PasswordChoice> ChooseAsync(PasswordLink link, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(link.UserId, cancellationToken) is not { } user
            || !await users.VerifyUserTokenAsync(user, Provider, Purpose, link.Token))
        {
            return PasswordChoice.LinkIsOver;
        }

        foreach (var rule in users.PasswordValidators)
        {
            if (!(await rule.ValidateAsync(users, user, password)).Succeeded)
            {
                return PasswordChoice.TooWeak;
            }
        }

        // The manager would store it at once, and what is told of it apart. Who uses the link at the same moment finds both stamps changed.
        user.PasswordHash = hasher.HashPassword(user, password);
        (user.SecurityStamp, user.ConcurrencyStamp) = (People.NewStamp(), People.NewStamp());
        return PasswordChoice.Chosen;
    }

    private Task<ApplicationUser?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        users.Users.FirstOrDefaultAsync(user => user.Id == person.Value, cancellationToken);
}
