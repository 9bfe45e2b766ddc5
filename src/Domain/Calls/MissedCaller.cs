using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A call of somebody who got nobody.</summary>
/// <param name="At">When it came in (UTC).</param>
public sealed record MissedCall(Guid CallId, DateTimeOffset At);

/// <summary>Why somebody closed the missed calls of a caller by hand.</summary>
public enum MissedCallReason
{
    /// <summary>Talked with, but not on a call that CrmVoice knows.</summary>
    ReachedOtherwise,
    WrongNumber,
    Unwanted,
    NothingToDo,
}

/// <summary>
/// A number whose calls nobody took: one entry, open while there are calls that nothing has settled, however many. What settles them is the
/// next answered call with the number, whoever placed it, or somebody's word. Both are kept as times, so that the order in which calls
/// become known does not matter.
/// </summary>
public sealed class MissedCaller : AggregateRoot, IOrganizationOwned
{
    /// <summary>Of somebody who calls again and again the newest are kept.</summary>
    public const int MaxCalls = 50;

    private readonly List<MissedCall> calls = [];

    private MissedCaller()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>One of its spellings, always the same one; unique in the organization.</summary>
    public PhoneNumber Number { get; private set; } = null!;

    /// <summary>Those that are not settled, oldest first.</summary>
    public IReadOnlyList<MissedCall> Calls => calls;

    /// <summary>When the last of them came in (UTC); null where all are settled.</summary>
    public DateTimeOffset? OpenSince { get; private set; }

    /// <summary>Whatever came in until then is settled (UTC); null where nothing ever was.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The answered call that settled the last of them; null where somebody did so by hand.</summary>
    public CallId? SettledByCall { get; private set; }

    /// <summary>Who settled the last of them by hand, and why.</summary>
    public MembershipId? SettledBy { get; private set; }

    public MissedCallReason? Reason { get; private set; }

    public bool IsOpen => calls.Count > 0;

    public static MissedCaller Of(OrganizationId organizationId, PhoneNumber number) => new()
    {
        Id = Guid.CreateVersion7(),
        OrganizationId = organizationId,
        Number = number,
    };

    /// <summary>Nobody took a call. The same call again changes nothing, nor does one that is settled already.</summary>
    public void Miss(CallId callId, DateTimeOffset at)
    {
        if (at <= SettledAt || calls.Exists(call => call.CallId == callId.Value))
        {
            return;
        }

        calls.Add(new MissedCall(callId.Value, at));
        calls.Sort((one, other) => one.At.CompareTo(other.At));
        calls.RemoveRange(0, Math.Max(0, calls.Count - MaxCalls));
        OpenSince = calls[^1].At;
        CountChange();
    }

    /// <summary>Somebody of the organization talked with the caller.</summary>
    /// <param name="at">When the two could hear each other.</param>
    public void Settle(CallId answered, DateTimeOffset at) =>
        SettleUntil(at, () => (SettledByCall, SettledBy, Reason) = (answered, null, null));

    /// <summary>Somebody says that there is nothing left to do.</summary>
    public void Close(MembershipId by, MissedCallReason reason, DateTimeOffset now) =>
        SettleUntil(now, () => (SettledByCall, SettledBy, Reason) = (null, by, reason));

    private void SettleUntil(DateTimeOffset at, Action remember)
    {
        if (at <= SettledAt)
        {
            return;
        }

        SettledAt = at;
        remember();
        calls.RemoveAll(call => call.At <= at);
        OpenSince = calls is [.., var last] ? last.At : null;
        CountChange();
    }
}
