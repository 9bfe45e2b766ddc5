using System.Globalization;
using System.Security.Cryptography;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// ASP.NET Core Identity's own reset tokens. They hold the person's security stamp, which a new password changes: so they work once.
/// </summary>
internal sealed class PasswordLinks(
    UserManager<ApplicationUser> users, IPasswordHasher<ApplicationUser> hasher, IDataProtectionProvider protection, TimeProvider clock)
    : IPasswordLinks
{
    // No token of Identity's has a dot in it.
    private const string ForAnHour = "h.";

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

    private static readonly TimeSpan anHour = TimeSpan.FromHours(1);

    private readonly IDataProtector protector = protection.CreateProtector("CrmVoice.PasswordLinks.v1");

    private string Provider => users.Options.Tokens.PasswordResetTokenProvider;

    public async Task<PasswordLink?> MakeAsync(UserId person, CancellationToken cancellationToken) =>
        await FindAsync(person, cancellationToken) is { } user
            ? new PasswordLink(person, await users.GeneratePasswordResetTokenAsync(user))
            : null;

    public async Task<PasswordLink> MakeForAnHourAsync(UserId person, CancellationToken cancellationToken)
    {
        var user = await FindAsync(person, cancellationToken)
            ?? new ApplicationUser { Id = person.Value, SecurityStamp = Guid.NewGuid().ToString("N") };
        var ends = (clock.GetUtcNow() + anHour).ToUnixTimeSeconds();
        var token = await users.GeneratePasswordResetTokenAsync(user);
        return new PasswordLink(person, ForAnHour + protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{ends} {token}")));
    }

    public async Task<string?> FindPersonAsync(PasswordLink link, CancellationToken cancellationToken) =>
        ReadToken(link) is { } token
        && await FindAsync(link.UserId, cancellationToken) is { } user
        && await users.VerifyUserTokenAsync(user, Provider, Purpose, token)
            ? user.Email
            : null;

    public async Task<PasswordChoice> ChooseAsync(PasswordLink link, string password, CancellationToken cancellationToken)
    {
        if (ReadToken(link) is not { } token
            || await FindAsync(link.UserId, cancellationToken) is not { } user
            || !await users.VerifyUserTokenAsync(user, Provider, Purpose, token))
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

    private string? ReadToken(PasswordLink link)
    {
        if (!link.Token.StartsWith(ForAnHour, StringComparison.Ordinal))
        {
            return link.Token;
        }

        try
        {
            return protector.Unprotect(link.Token[ForAnHour.Length..]).Split(' ') is [var ends, var token]
                && long.Parse(ends, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                    ? token
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Task<ApplicationUser?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        users.Users.FirstOrDefaultAsync(user => user.Id == person.Value, cancellationToken);
}
