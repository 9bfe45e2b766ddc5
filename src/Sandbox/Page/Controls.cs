using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Page;

/// <summary>What can be done to the far end of a leg from outside: by the page, or by a test.</summary>
internal sealed class Controls(
    CallStore calls,
    CallProgress progress,
    LegDialer dialing,
    BehaviourQueue behaviours,
    Rooms rooms,
    CallbackFates fates,
    Unknowns unknowns,
    LiveFeed feed)
{
    public bool Next(string leg, string behaviour, string? to = null)
    {
        if (Behaviour.Named(behaviour) is not { } named || !Enum.TryParse<LegKind>(leg, ignoreCase: true, out var kind))
        {
            return false;
        }

        behaviours.Add(new ChosenBehaviour(kind, named, Given(to)));
        feed.Changed();
        return true;
    }

    public bool Press(string sid, string keys)
    {
        if (calls.Find(sid) is not { Status: CallStatus.InProgress } call
            || keys.Any(key => !"0123456789*#".Contains(key, StringComparison.Ordinal)))
        {
            return false;
        }

        foreach (var key in keys)
        {
            call.Keys.Writer.TryWrite(key);
        }

        rooms.KeysPressed(call, keys);

        return true;
    }

    /// <summary>The person at the far end hangs up; one whose phone still rings declines, which Twilio reports as busy.</summary>
    public bool HangUp(string sid) => calls.Find(sid) is { } call && progress.End(call, CallStatus.Busy, 486, EndedBy.Person);

    /// <summary>The far end is gone (its battery, its network), which Twilio notices after a while.</summary>
    public bool Lose(string sid)
    {
        if (calls.Find(sid) is not { Status: CallStatus.InProgress } call)
        {
            return false;
        }

        dialing.HangUpAfter(call, TimeSpan.FromSeconds(unknowns.LossIsNoticedAfterSeconds));
        return true;
    }

    /// <param name="event">Such as participant-join; null or empty for whatever comes next.</param>
    public bool Doom(string fate, string? @event, string? conference, string? call)
    {
        if (!Enum.TryParse<CallbackFate>(fate, ignoreCase: true, out var known)
            || !(string.IsNullOrEmpty(@event) || ConferenceCallbacks.Events.Contains(@event)))
        {
            return false;
        }

        fates.Add(new(known, Given(@event), Given(conference), Given(call)));
        feed.Changed();
        return true;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
