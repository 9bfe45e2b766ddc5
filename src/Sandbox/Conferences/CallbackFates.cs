namespace CrmVoice.Sandbox.Conferences;

internal enum CallbackFate
{
    /// <summary>It never comes.</summary>
    Lose,

    /// <summary>It comes twice.</summary>
    Repeat,

    /// <summary>It comes after the next one of its conference.</summary>
    Delay,
}

/// <param name="Event">Such as participant-join; null for whatever comes next.</param>
/// <param name="ConferenceSid">Null for any conference.</param>
/// <param name="CallSid">Null for any participant.</param>
internal sealed record ChosenFate(CallbackFate Fate, string? Event, string? ConferenceSid, string? CallSid)
{
    public bool IsFor(string conferenceSid, string @event, string? callSid) =>
        (Event ?? @event) == @event && (ConferenceSid ?? conferenceSid) == conferenceSid && (CallSid is null || CallSid == callSid);
}

/// <summary>What is to become of conference callbacks, asked for on the page or by a test: each is used once.</summary>
internal sealed class CallbackFates
{
    private readonly Lock gate = new();
    private readonly List<ChosenFate> waiting = [];

    public IReadOnlyList<ChosenFate> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. waiting];
            }
        }
    }

    public void Add(ChosenFate fate)
    {
        lock (gate)
        {
            waiting.Add(fate);
        }
    }

    public CallbackFate? TakeFor(string conferenceSid, string @event, string? callSid)
    {
        lock (gate)
        {
            var chosen = waiting.Find(each => each.IsFor(conferenceSid, @event, callSid));
            waiting.Remove(chosen!);
            return chosen?.Fate;
        }
    }
}
