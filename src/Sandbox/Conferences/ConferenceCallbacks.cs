using System.Globalization;
using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>Reports what happens in a room (Twilio: TwiML Voice Conference, "statusCallback": Request Parameters).</summary>
internal sealed class ConferenceCallbacks(SandboxClock clock, CallbackSender sender, CallbackFates fates, Unknowns unknowns)
{
    private static readonly Dictionary<string, string> subscriptions = new()
    {
        ["conference-start"] = "start",
        ["conference-end"] = "end",
        ["participant-join"] = "join",
        ["participant-leave"] = "leave",
        ["participant-mute"] = "mute",
        ["participant-unmute"] = "mute",
        ["participant-hold"] = "hold",
        ["participant-unhold"] = "hold",
        ["participant-modify"] = "modify",
        ["announcement-end"] = "announcement",
        ["announcement-fail"] = "announcement",
    };

    public static IEnumerable<string> Events => subscriptions.Keys;

    /// <param name="participant">Whose state the callback tells; null where it is about the conference alone.</param>
    public void Send(
        Conference conference,
        string @event,
        Participant? participant,
        params IReadOnlyList<KeyValuePair<string, string>> more)
    {
        var isWanted = conference.Callback is not null && conference.Events.Contains(subscriptions[@event]);
        if (!isWanted && !unknowns.UnsubscribedEventsAreNumbered)
        {
            return;
        }

        var number = unknowns.FirstSequenceNumber + conference.Numbered++;
        if (!isWanted)
        {
            return;
        }

        KeyValuePair<string, string>[] parameters =
        [
            new("ConferenceSid", conference.Sid),
            new("FriendlyName", conference.FriendlyName),
            new("AccountSid", conference.Account.Sid),
            new("SequenceNumber", number.ToString(CultureInfo.InvariantCulture)),
            new("Timestamp", clock.Now.Rfc2822()),
            new("StatusCallbackEvent", @event),
            .. participant is null ? [] : Of(participant),
            .. more,
        ];
        var callback = Callback.Of(participant?.Call ?? conference.First, $"conference {@event}", conference.Callback!, parameters) with
        {
            Lane = conference.Sid,
            IsEventOfCall = unknowns.CallEventsListConferences,
        };
        Deliver(conference, callback, fates.TakeFor(conference.Sid, @event, participant?.Call.Sid), @event);
    }

    private void Deliver(Conference conference, Callback callback, CallbackFate? fate, string @event)
    {
        var isEnd = @event == "conference-end";
        var isLast = isEnd || @event == "participant-leave";
        switch (fate)
        {
            case CallbackFate.Lose:
                sender.Lose(callback);
                break;
            case CallbackFate.Delay when !isEnd:
                conference.HeldBack.Add(callback);
                return;
            case CallbackFate.Repeat:
                conference.Delivery.Send(callback, isLast);
                conference.Delivery.Send(callback, isLast);
                break;
            default:
                conference.Delivery.Send(callback, isLast);
                break;
        }

        foreach (var late in conference.HeldBack)
        {
            conference.Delivery.Send(late, isLast: false);
        }

        conference.HeldBack.Clear();
    }

    /// <summary>The whole state of a participant, so that the next callback mends what a lost one would have told.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Of(Participant participant)
    {
        yield return new("CallSid", participant.Call.Sid);
        yield return new("Muted", Text(participant.Muted));
        yield return new("Hold", Text(participant.Hold));
        yield return new("Coaching", Text(participant.Coaching));
        yield return new("EndConferenceOnExit", Text(participant.EndsOnExit));
        yield return new("StartConferenceOnEnter", Text(participant.StartsOnEnter));
        if (participant.Label is { } label)
        {
            yield return new("ParticipantLabel", label);
        }
    }

    private static string Text(bool flag) => flag ? "true" : "false";
}
