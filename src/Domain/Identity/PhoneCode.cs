using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>Six digits that are said on a phone: whoever can enter them has it at hand. Only their hash is kept.</summary>
public sealed class PhoneCode : AggregateRoot, IOrganizationOwned
{
    public const int Length = 6;

    /// <summary>How often somebody may try to enter one.</summary>
    public const int MaxTries = 5;

    /// <summary>How many a person gets for one number within <see cref="Window"/>.</summary>
    public const int MaxPerNumber = 3;

    /// <summary>How many a person gets within <see cref="Window"/>, whatever the numbers.</summary>
    public const int MaxPerPerson = 10;

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private PhoneCode()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public MembershipId MembershipId { get; private set; }

    /// <summary>The number that it is said on.</summary>
    public PhoneNumber Phone { get; private set; } = null!;

    /// <summary>SHA-256 of the id and the digits, in lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>How often somebody tried to enter it.</summary>
    public int Tries { get; private set; }

    public int TriesLeft => MaxTries - Tries;

    /// <param name="digits">As <see cref="NewDigits"/> makes them.</param>
    public static PhoneCode Send(Membership membership, PhoneNumber phone, string digits, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new PhoneCode
        {
            Id = id,
            OrganizationId = membership.OrganizationId,
            MembershipId = membership.Id,
            Phone = phone,
            Hash = HashOf(id, digits),
            SentAt = now,
        };
    }

    public static string NewDigits() => RandomNumberGenerator.GetInt32(1_000_000).ToString($"D{Length}", CultureInfo.InvariantCulture);

    /// <summary>When somebody may have another code for a number; null for now.</summary>
    /// <param name="sent">What the person got within the window, newest first.</param>
    public static DateTimeOffset? NextAt(IReadOnlyList<PhoneCode> sent, PhoneNumber phone)
    {
        var (ofNumber, ofPerson) = (EndOf([.. sent.Where(code => code.Phone == phone)], MaxPerNumber), EndOf(sent, MaxPerPerson));
        return ofNumber is null || ofPerson > ofNumber ? ofPerson : ofNumber;
    }

    /// <summary>Whether it can be entered no more, right or wrong.</summary>
    public bool IsOverAt(DateTimeOffset now) => SentAt + Lasts <= now || TriesLeft <= 0;

    /// <summary>Whether these are the digits. Each time counts.</summary>
    public bool Try(string digits)
    {
        Tries++;
        CountChange();
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(Id, digits)), Encoding.ASCII.GetBytes(Hash));
    }

    /// <summary>A newer one takes its place: nobody enters it any more.</summary>
    public void Replace()
    {
        Tries = MaxTries;
        CountChange();
    }

    // The oldest of as many as there may be is the first to leave the window.
    private static DateTimeOffset? EndOf(IReadOnlyList<PhoneCode> sent, int most) =>
        sent.Count < most ? null : sent[most - 1].SentAt + Window;

    private static string HashOf(Guid id, string digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {digits}")));
}
