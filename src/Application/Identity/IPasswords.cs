using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Checks an e-mail address and password. It takes the same time whatever the result, and counts no failures:
/// the caller has to slow down guessing.
/// </summary>
public interface IPasswords
{
    /// <returns>Null where the password is wrong, the person unknown, or the account locked.</returns>
    Task<UserId?> CheckAsync(string email, string password, CancellationToken cancellationToken);
}
