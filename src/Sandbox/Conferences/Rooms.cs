using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Page;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>
/// Who is in which room: joining, leaving, changing, ending, and the callbacks of it all, in one order (Twilio: TwiML Voice Conference,
/// Conference resource, Conference Participant resource).
/// </summary>
internal sealed partial class Rooms(
    SandboxClock clock,
    ConferenceStore conferences,
    ConferenceCallbacks callbacks,
    RoomSounds sounds,
    LegBehaviours behaviours,
    Deliveries deliveries,
    Notifications notifications,
    Unknowns unknowns,
    LiveFeed feed)
{
    private readonly Lock gate = new();

    /// <summary>
    /// Puts a leg into the room, which comes to be with its first one; or says why not, with the code of Twilio's debugger.
    /// </summary>
    public (Participant? Participant, (int Code, string Message)? Refusal) Join(SandboxCall call, ConferenceTerms terms)
    {
        lock (gate)
        {
            var conference = conferences.Live(call.Account, terms.Name);
            if (RefusalOf(conference, terms) is { } refusal)
            {
                return (null, refusal);
            }

            var isFirst = conference is null;
            conference ??= Open(call, terms);
            behaviours.AtJoining(call, isFirst);
            var participant = new Participant(call, conference, terms, clock.Now);
            conference.Participants.Add(participant);
            conference.Region ??= terms.Region;
            ShareTroubleOf(call, conference);
            var starts = conference.Status == ConferenceStatus.Init
                && conference.Participants.Count > 1
                && conference.Participants.Exists(each => each.StartsOnEnter);
            if (starts && unknowns.StartComesBeforeJoin)
            {
                Start(conference);
            }

            callbacks.Send(conference, "participant-join", participant);
            if (starts && !unknowns.StartComesBeforeJoin)
            {
                Start(conference);
            }

            Changed(conference);
            HaveWait(participant);
            return (participant, null);
        }
    }

    /// <summary>The participant goes by itself, or its leg does; nothing happens where it is gone already.</summary>
    public void Leave(Participant participant, DepartureKind how, string reason) => Leave(participant, how, reason, isRemoved: false);

    /// <summary>Throws a participant out; its call goes on.</summary>
    public bool Remove(Participant participant) =>
        Leave(participant, DepartureKind.Left, unknowns.ReasonAfterRemoval, isRemoved: true);

    /// <summary>False where the conference has ended already.</summary>
    public bool End(Conference conference)
    {
        lock (gate)
        {
            if (conference.Status == ConferenceStatus.Completed)
            {
                return false;
            }

            End(conference, "conference-ended-via-api", null, "conference_ended_via_api", "Conference ended by an API request.");
            return true;
        }
    }

    public IReadOnlyList<Participant> InRoom(Conference conference)
    {
        lock (gate)
        {
            return [.. conference.Participants];
        }
    }

    public Participant? ParticipantOf(SandboxCall call)
    {
        lock (gate)
        {
            return conferences.NewestFirst.SelectMany(each => each.Participants).FirstOrDefault(each => each.Call == call);
        }
    }

    /// <summary>Keys pressed by somebody in a room, which the others may or may not hear (U1).</summary>
    public void KeysPressed(SandboxCall call, string keys)
    {
        if (!unknowns.KeysCrossTheRoom || ParticipantOf(call) is not { } presser)
        {
            return;
        }

        foreach (var other in InRoom(presser.Conference).Where(each => each.Hears(presser, unknowns.StrayCoachIsHeard)))
        {
            other.Call.HeardDigits.Enqueue(keys);
        }
    }

    private static (int Code, string Message)? RefusalOf(Conference? conference, ConferenceTerms terms)
    {
        var inside = conference?.Participants ?? [];
        return terms.Label is not null && inside.Exists(each => each.Label == terms.Label)
            ? (16025, "Dial->Conference: Participant label is in use by another participant")
            : terms.Coach is not null && !inside.Exists(each => each.Call.Sid == terms.Coach)
                ? (13240, "Dial->Conference: Invalid Whisper SID")
            : inside.Count >= terms.MaxParticipants ? (16020, "Conference: Maximum participant capacity reached")
            : null;
    }

    private Conference Open(SandboxCall call, ConferenceTerms terms)
    {
        var conference = new Conference(call, terms, deliveries.Prompt(), clock.Now);
        conferences.Add(conference);
        return conference;
    }

    /// <summary>Endings 0007 and 0008 concern all callbacks of a call: those of the room and of whoever is in it too.</summary>
    private static void ShareTroubleOf(SandboxCall call, Conference conference)
    {
        var trouble = call.Delivery is not PromptDelivery ? call.Delivery : conference.Delivery;
        if (trouble is PromptDelivery)
        {
            return;
        }

        conference.Delivery = trouble;
        foreach (var each in conference.Participants)
        {
            each.Call.Delivery = trouble;
        }
    }

    private void Start(Conference conference)
    {
        conference.Status = ConferenceStatus.InProgress;
        foreach (var participant in conference.Participants.Where(each => !each.Hold))
        {
            Silence(participant);
        }

        callbacks.Send(conference, "conference-start", null);
    }

    private bool Leave(Participant participant, DepartureKind how, string reason, bool isRemoved)
    {
        lock (gate)
        {
            var conference = participant.Conference;
            if (!conference.Participants.Remove(participant))
            {
                return false;
            }

            Part(participant, how, reason);
            var ends = isRemoved ? "kicked" : "left";
            if (participant.EndsOnExit)
            {
                End(
                    conference,
                    $"participant-with-end-conference-on-exit-{ends}",
                    participant,
                    "moderator_ended_conference",
                    $"Participant with endConferenceOnExit {ends}.");
            }
            else if (conference.Participants.Count == 0)
            {
                End(conference, $"last-participant-{ends}", participant, "", $"Last participant {ends}.");
            }

            Changed(conference);
            return true;
        }
    }

    private void End(Conference conference, string reason, Participant? ender, string othersLeave, string words)
    {
        foreach (var other in conference.Participants)
        {
            Part(other, DepartureKind.ConferenceEnded, othersLeave);
        }

        conference.Participants.Clear();
        (conference.Status, conference.ReasonEnded, conference.CallSidEnding) = (ConferenceStatus.Completed, reason, ender?.Call.Sid);
        List<KeyValuePair<string, string>> more = [new("ReasonConferenceEnded", reason), new("Reason", words)];
        if (ender is not null)
        {
            more.Add(new("CallSidEndingConference", ender.Call.Sid));
            more.AddRange(ender.Label is { } label ? [new("ParticipantLabelEndingConference", label)] : []);
        }

        callbacks.Send(conference, "conference-end", null, [.. more]);
        Changed(conference);
    }

    private void Part(Participant participant, DepartureKind how, string reason)
    {
        Silence(participant);
        callbacks.Send(
            participant.Conference,
            "participant-leave",
            participant,
            new("ParticipantCallStatus", participant.Call.Status.Text()),
            new("ReasonParticipantLeft", reason));
        participant.Depart(new(how, participant.Hold));
    }

    private void Changed(Conference conference)
    {
        conference.UpdatedAt = clock.Now;
        feed.Changed();
    }
}
