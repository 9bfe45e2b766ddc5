using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.Recordings;

internal sealed record RecordingTerms(string Source, int Channels)
{
    public string Track { get; init; } = "both";

    public CallbackTarget? Callback { get; init; }

    public IReadOnlySet<string> Events { get; init; } = new HashSet<string> { "completed" };
}

/// <summary>One recording; its call is always the parent leg, whatever leg it was started from.</summary>
internal sealed class Recording(Account account, string callSid, RecordingTerms terms, DateTimeOffset startedAt)
{
    private DateTimeOffset? pausedAt;
    private bool skipsPause;
    private TimeSpan skipped;

    public string Sid { get; } = Sids.New("RE");

    public Account Account => account;

    public string CallSid => callSid;

    public RecordingTerms Terms => terms;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public DateTimeOffset UpdatedAt { get; private set; } = startedAt;

    /// <summary>in-progress, paused, stopped, processing, completed, absent or deleted.</summary>
    public string Status { get; private set; } = "in-progress";

    public int? Duration { get; private set; }

    /// <summary>How long somebody spoke, where silence is cut off at the end (TwiML Record: "trim"); nothing is kept of mere silence.</summary>
    public TimeSpan? Spoken { get; set; }

    public bool IsRunning => Status is "in-progress" or "paused";

    public bool IsAbsent => Status == "absent";

    public string Url(string baseUrl) => $"{baseUrl}/2010-04-01/Accounts/{account.Sid}/Recordings/{Sid}";

    public void Pause(bool skip, DateTimeOffset now)
    {
        (Status, UpdatedAt) = ("paused", now);
        pausedAt ??= now;
        skipsPause = skip;
    }

    public void Resume(DateTimeOffset now)
    {
        (Status, UpdatedAt) = ("in-progress", now);
        skipped += skipsPause && pausedAt is { } since ? now - since : TimeSpan.Zero;
        pausedAt = null;
    }

    public void Stop(DateTimeOffset now)
    {
        Resume(now);
        Duration = (int)Math.Round((now - StartedAt - skipped).TotalSeconds, MidpointRounding.AwayFromZero);
        Status = "processing";
    }

    public void Complete(DateTimeOffset now)
    {
        (Status, UpdatedAt) = (Spoken == TimeSpan.Zero ? "absent" : "completed", now);
        Duration = Spoken is { } spoken ? (int)Math.Round(spoken.TotalSeconds, MidpointRounding.AwayFromZero) : Duration;
    }

    public void Delete(DateTimeOffset now) => (Status, UpdatedAt) = ("deleted", now);
}
