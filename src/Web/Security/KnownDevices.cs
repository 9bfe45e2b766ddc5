using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CrmVoice.Web.Security;

/// <summary>
/// Browsers in which somebody has signed in before, by a cookie that only we can write: such a browser is let in to that account whoever
/// else is guessing at it. It opens nothing by itself.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, PublicHost host)
{
    private const int MaxAccounts = 8;

    private readonly IDataProtector protector = protection.CreateProtector("CrmVoice.KnownDevices");
    private readonly string cookieName = host.NameOfCookie("crmvoice-device");

    /// <returns>The device's own name; null where it does not know the account.</returns>
    public string? Find(HttpContext context, string account) =>
        Read(context) is [var device, .. var accounts] && accounts.Contains(NameOf(account)) ? device : null;

    public void Remember(HttpContext context, string account)
    {
        string[] known = Read(context) is [var device, .. var others]
            ? [device, .. others.Where(other => other != NameOf(account)).TakeLast(MaxAccounts - 1)]
            : [Convert.ToHexString(RandomNumberGenerator.GetBytes(8))];
        context.Response.Cookies.Append(
            cookieName,
            protector.Protect(string.Join(' ', [.. known, NameOf(account)])),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
                Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
            });
    }

    private string[] Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[cookieName] is { Length: > 0 } cookie ? protector.Unprotect(cookie).Split(' ') : [];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    // Nobody reads from a cookie whose it is.
    private static string NameOf(string account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)).AsSpan(0, 8));
}
