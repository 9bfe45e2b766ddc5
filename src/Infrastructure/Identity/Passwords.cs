using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's own store and hasher behind our port.</summary>
internal sealed class Passwords(UserManager<ApplicationUser> users, IPasswordHasher<ApplicationUser> hasher) : IPasswords
{
    // Somebody unknown takes as long as a wrong password, so that nobody learns who has an account.
    private static readonly string decoy = new PasswordHasher<ApplicationUser>().HashPassword(new ApplicationUser(), Guid.NewGuid().ToString());

    public async Task<PasswordCheck> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(new ApplicationUser(), decoy, password);
            return new PasswordCheck(UserId: null, IsLockedOut: false);
        }

        if (await users.IsLockedOutAsync(user))
        {
            return new PasswordCheck(UserId: null, IsLockedOut: true);
        }

        if (await users.CheckPasswordAsync(user, password))
        {
            await users.ResetAccessFailedCountAsync(user);
            return new PasswordCheck(new UserId(user.Id), IsLockedOut: false);
        }

        await users.AccessFailedAsync(user);
        return new PasswordCheck(UserId: null, await users.IsLockedOutAsync(user));
    }
}
