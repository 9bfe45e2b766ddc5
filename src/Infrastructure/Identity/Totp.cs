using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// Time-based codes (RFC 6238) as every authenticator app makes them: six digits, thirty seconds, HMAC-SHA-1. Identity's own provider tells
/// whether a code is right and not which one it is, so that nobody could refuse it a second time; and it knows no clock but the machine's.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int PeriodSeconds = 30;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;

    // Phones' clocks are off by some seconds, and people type for as long: one code before and one after (section 5.2).
    private const int Tolerance = 1;

    /// <summary>160 bits in Base32 (RFC 4648), as apps take it.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Alphabet, KeyBytes * 8 / 5);

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / PeriodSeconds;

    /// <returns>The step that the code is of; null where it is of none about now.</returns>
    public static long? FindStep(string key, string code, DateTimeOffset now)
    {
        var step = StepAt(now);
        for (var candidate = step - Tolerance; candidate <= step + Tolerance; candidate++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(key, candidate)), Encoding.UTF8.GetBytes(code)))
            {
                return candidate;
            }
        }

        return null;
    }

    [SuppressMessage("Security", "CA5350", Justification = "Authenticator apps know HMAC-SHA-1.")]
    public static string CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Decode(key), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var set = (Alphabet.IndexOf(key[bit / 5], StringComparison.Ordinal) >> (4 - (bit % 5))) & 1;
            bytes[bit / 8] |= (byte)(set << (7 - (bit % 8)));
        }

        return bytes;
    }
}
