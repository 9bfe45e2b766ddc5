using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's own store and hasher behind our port.</summary>
internal sealed class Passwords(UserManager<ApplicationUser> users, IPasswordHasher<ApplicationUser> hasher) : IPasswords
{
    private static readonly ApplicationUser nobody = new();

    // Every check takes one hash, whoever it is of: nobody learns from the time who has an account, and which is locked.
    private static readonly string decoy = new PasswordHasher<ApplicationUser>().HashPassword(nobody, Guid.NewGuid().ToString());

    public async Task<UserId?> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(email);
        var verified = await VerifyAsync(user ?? nobody, user?.PasswordHash ?? decoy, password);
        if (user?.PasswordHash is null || verified is PasswordVerificationResult.Failed || await users.IsLockedOutAsync(user))
        {
            return null;
        }

        if (verified is PasswordVerificationResult.SuccessRehashNeeded)
        {
            await users.CheckPasswordAsync(user, password);
        }

        return new UserId(user.Id);
    }

    // On a thread of its own: those of the pool answer the telephone, and may be two in number.
    private Task<PasswordVerificationResult> VerifyAsync(ApplicationUser user, string hash, string password) =>
        Task.Factory.StartNew(
            () => hasher.VerifyHashedPassword(user, hash, password),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
