using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

public enum VerificationState
{
    /// <summary>Stored, and Twilio is being asked.</summary>
    Asked,

    /// <summary>Twilio calls the number and waits for the code.</summary>
    Ringing,

    /// <summary>Twilio did not say whether it calls: nobody knows the code.</summary>
    Unclear,

    /// <summary>Twilio refused to call.</summary>
    Refused,

    /// <summary>Nobody answered, or the code was wrong.</summary>
    Failed,

    /// <summary>Nothing was heard of it for longer than such a call lasts.</summary>
    Expired,

    Verified,
}

/// <summary>
/// One try to show that a number outside of Twilio is the organization's: Twilio calls it, and whoever answers types the code. The code is
/// only shown, and not kept.
/// </summary>
public sealed class CallerIdVerification : AggregateRoot, IOrganizationOwned
{
    /// <summary>How often an organization may have telephones rung within <see cref="Window"/>.</summary>
    public const int MaxPerWindow = 5;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Twilio rings a minute, and lets a code be typed three times.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private CallerIdVerification()
    {
    }

    public CallerIdVerificationId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PhoneNumber PhoneNumber { get; private set; } = null!;

    /// <summary>What the number is to be called; empty where nothing was said.</summary>
    public string Label { get; private set; } = "";

    public VerificationState State { get; private set; }

    /// <summary>When it was asked for (UTC).</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Twilio's code of the refusal; 0 where it could not be reached; null where it did not refuse.</summary>
    public int? ErrorCode { get; private set; }

    public static CallerIdVerification Ask(OrganizationId organizationId, PhoneNumber phoneNumber, string label, DateTimeOffset now) =>
        new()
        {
            Id = CallerIdVerificationId.New(),
            OrganizationId = organizationId,
            PhoneNumber = phoneNumber,
            Label = label,
            AskedAt = now,
        };

    /// <summary>When the organization may have another telephone rung; null for now.</summary>
    /// <param name="asked">Those within the window, newest first.</param>
    public static DateTimeOffset? NextAt(IReadOnlyList<CallerIdVerification> asked) =>
        asked.Count < MaxPerWindow ? null : asked[MaxPerWindow - 1].AskedAt + Window;

    /// <summary>The telephone may be ringing, or somebody is typing.</summary>
    public bool IsUnderWayAt(DateTimeOffset now) => State is VerificationState.Asked or VerificationState.Ringing && now < AskedAt + Lasts;

    /// <summary>Another one is asked for: of two who ask at the same time, the second counts again.</summary>
    public void Precede() => CountChange();

    public void Ring() => Become(VerificationState.Ringing, VerificationState.Asked);

    public void LoseTrack() => Become(VerificationState.Unclear, VerificationState.Asked);

    public void Refuse(int errorCode)
    {
        if (Become(VerificationState.Refused, VerificationState.Asked))
        {
            ErrorCode = errorCode;
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool Fail() => Become(VerificationState.Failed, [.. open, VerificationState.Expired]);

    /// <returns>Whether that is news.</returns>
    public bool ExpireAt(DateTimeOffset now) => now >= AskedAt + Lasts && Become(VerificationState.Expired, open);

    /// <summary>Twilio has the number as a caller ID, whatever was said before.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Verify() => State is not VerificationState.Verified && Become(VerificationState.Verified, State);

    private static readonly VerificationState[] open = [VerificationState.Asked, VerificationState.Ringing, VerificationState.Unclear];

    private bool Become(VerificationState state, params IReadOnlyList<VerificationState> from)
    {
        if (!from.Contains(State))
        {
            return false;
        }

        State = state;
        CountChange();
        return true;
    }
}
