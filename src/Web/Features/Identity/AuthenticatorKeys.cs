using System.Globalization;
using System.Security.Cryptography;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.DataProtection;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Keeps the key of an authenticator app in the form that shows it until a code confirms it: encrypted, for one person, and for half an
/// hour.
/// </summary>
public sealed class AuthenticatorKeys(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan lasts = TimeSpan.FromMinutes(30);

    public string Protect(UserId person, string key) =>
        ProtectorOf(person)
            .Protect(string.Create(CultureInfo.InvariantCulture, $"{(clock.GetUtcNow() + lasts).ToUnixTimeSeconds()} {key}"));

    /// <returns>Null for what is over, somebody else's, or none of ours.</returns>
    public string? Read(UserId person, string? token)
    {
        try
        {
            return ProtectorOf(person).Unprotect(token ?? "").Split(' ') is [var ends, var key]
                && long.Parse(ends, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                    ? key
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(UserId person) =>
        protection.CreateProtector("CrmVoice.AuthenticatorKeys.v1", person.Value.ToString());
}
