using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Conferences;

internal enum ConferenceStatus
{
    Init,
    InProgress,
    Completed,
}

internal static class ConferenceStatusText
{
    public static string Text(this ConferenceStatus status) => status switch
    {
        ConferenceStatus.Init => "init",
        ConferenceStatus.InProgress => "in-progress",
        ConferenceStatus.Completed => "completed",
    };
}

/// <summary>
/// A room from its first participant to its end; another one of the same name has another SID. Whoever joins first says where its callbacks
/// go and which there are; the first who names a region says that. Changed only by <see cref="Rooms"/>, one change at a time.
/// </summary>
internal sealed class Conference(SandboxCall first, ConferenceTerms terms, Delivery delivery, DateTimeOffset createdAt)
{
    public const string DefaultRegion = "us1";

    public string Sid { get; } = Sids.New("CF");

    public Account Account => first.Account;

    /// <summary>The leg that callbacks which concern no participant are written down with.</summary>
    public SandboxCall First => first;

    public string FriendlyName => terms.Name;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public ConferenceStatus Status { get; set; }

    public string? Region { get; set; } = terms.Region;

    public CallbackTarget? Callback => terms.Callback;

    public IReadOnlySet<string> Events => terms.Events;

    public Delivery Delivery { get; set; } = delivery;

    /// <summary>In the order in which they joined; nobody once it has ended.</summary>
    public List<Participant> Participants { get; } = [];

    public string? ReasonEnded { get; set; }

    public string? CallSidEnding { get; set; }

    /// <summary>How many callbacks were numbered.</summary>
    public int Numbered { get; set; }

    /// <summary>Held back until after the next one.</summary>
    public List<Callback> HeldBack { get; } = [];

    /// <summary>SIDs count up in no order, so lists go by this.</summary>
    public long Order { get; } = Interlocked.Increment(ref created);

    private static long created;
}
