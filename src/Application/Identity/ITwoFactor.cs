using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>
/// The second step of signing in: codes of an authenticator app (RFC 6238), or recovery codes in their place. It is a person's, in whatever
/// organization. Slowing whoever guesses is up to whoever asks; yet after so many wrong codes in a row those of the app are not looked at
/// any more.
/// </summary>
public interface ITwoFactor
{
    const int RecoveryCodes = 10;

    /// <summary>In a row, from wherever they came (NIST SP 800-63B-4, section 3.2.2). A recovery code begins the count anew.</summary>
    const int MaxWrongCodes = 100;

    /// <returns>Null where the person signs in with the password alone.</returns>
    Task<TwoFactorState?> FindAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Those of the people who have a second step.</summary>
    Task<IReadOnlySet<UserId>> WhoHasAsync(IReadOnlyCollection<UserId> people, CancellationToken cancellationToken);

    /// <summary>A secret for an authenticator app, in Base32 (RFC 4648); it is kept nowhere.</summary>
    string NewKey();

    /// <summary>Turns it on with the present unit of work. The code is used up.</summary>
    /// <param name="key">As <see cref="NewKey"/> made it.</param>
    /// <returns>Recovery codes, shown this once; null where the code is not one of the key's of now.</returns>
    /// <exception cref="DomainRuleException">It is on already.</exception>
    Task<IReadOnlyList<string>?> TurnOnAsync(UserId person, string key, string code, CancellationToken cancellationToken);

    /// <summary>New recovery codes in place of all earlier ones, with the present unit of work.</summary>
    /// <returns>Shown this once; none where it is off.</returns>
    Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>With the present unit of work. Nothing happens where it is off.</summary>
    Task TurnOffAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Uses a code up, stored at once: no code is taken twice, however many ask at the same time.</summary>
    /// <param name="code">Six digits of the app, or a recovery code, with or without spaces and hyphens.</param>
    /// <returns>Whether it was right.</returns>
    Task<bool> UseCodeAsync(UserId person, string code, CancellationToken cancellationToken);
}

/// <param name="RecoveryCodesLeft">Those that were not used.</param>
public sealed record TwoFactorState(DateTimeOffset TurnedOnAt, int RecoveryCodesLeft);
