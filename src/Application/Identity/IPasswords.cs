using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>Checks who somebody says to be. It takes the same time whatever it finds, and counts nothing: slowing whoever guesses is up to whoever asks.</summary>
public interface IPasswords
{
    /// <returns>Null where the password is wrong, the person unknown, or the account locked.</returns>
    Task<UserId?> CheckAsync(string email, string password, CancellationToken cancellationToken);
}
