using System.Globalization;
using System.Security.Cryptography;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>Encrypted, and kept nowhere: it names the person, the security stamp, which a new password changes, and its end.</summary>
internal sealed class SignInTickets(CrmVoiceDbContext db, IDataProtectionProvider protection, TimeProvider clock) : ISignInTickets
{
    private static readonly TimeSpan lasts = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("CrmVoice.SignInTickets.v1");

    public async Task<string?> MakeAsync(UserId person, CancellationToken cancellationToken)
    {
        if (!await db.TwoFactors.AnyAsync(row => row.UserId == person, cancellationToken))
        {
            return null;
        }

        var stamp = await db.Users.Where(user => user.Id == person.Value).Select(user => user.SecurityStamp).SingleAsync(cancellationToken);
        var ends = (clock.GetUtcNow() + lasts).ToUnixTimeMilliseconds();
        return protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{person.Value} {ends} {ApiToken.HashOf(stamp ?? "")}"));
    }

    public async Task<SignInTicket?> FindAsync(string? ticket, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Read(ticket) is not [var person, var ends, var stamp]
            || long.Parse(ends, CultureInfo.InvariantCulture) <= now.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var id = Guid.Parse(person);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id, cancellationToken);
        return user?.Email is null || ApiToken.HashOf(user.SecurityStamp ?? "") != stamp || (user.LockoutEnabled && user.LockoutEnd > now)
            ? null
            : new SignInTicket(new UserId(id), user.Email);
    }

    private string[] Read(string? ticket)
    {
        try
        {
            return string.IsNullOrEmpty(ticket) ? [] : protector.Unprotect(ticket).Split(' ');
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
