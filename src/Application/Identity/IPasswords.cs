using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>Checks who somebody says to be. Counts wrong tries and locks the account for a while after too many.</summary>
public interface IPasswords
{
    Task<PasswordCheck> CheckAsync(string email, string password, CancellationToken cancellationToken);
}

/// <param name="UserId">Null where the password is wrong, the person unknown, or the account locked.</param>
public sealed record PasswordCheck(UserId? UserId, bool IsLockedOut);
