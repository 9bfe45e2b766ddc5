using OtpNet;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// Time-based codes (RFC 6238) as every authenticator app makes them: six digits, thirty seconds, HMAC-SHA-1. Identity's own provider tells
/// whether a code is right and not which one it is, so that nobody could refuse it a second time; and it knows no clock but the machine's.
/// </summary>
internal static class AuthenticatorCode
{
    public const int Digits = 6;
    public const int PeriodSeconds = 30;

    private const int KeyBytes = 20;

    // Phones' clocks are off by some seconds, and people type for as long: one code before and one after (section 5.2).
    private static readonly VerificationWindow tolerance = new(previous: 1, future: 1);

    /// <summary>160 bits in Base32 (RFC 4648), as apps take it.</summary>
    public static string NewKey() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes));

    /// <returns>The step (whole periods since 1970) that the code is of; null where it is of none about now.</returns>
    public static long? FindStep(string key, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(key), PeriodSeconds, totpSize: Digits)
            .VerifyTotp(now.UtcDateTime, code, out var step, tolerance)
            ? step
            : null;
}
