using System.ComponentModel.DataAnnotations;

namespace CrmVoice.Sandbox;

/// <summary>
/// Configuration section <c>Sandbox:Unknowns</c>: what Twilio documents nowhere and nobody has tried on a live account. Each can be
/// switched while the sandbox runs, by <c>PATCH /sandbox/unknowns</c> or on the page; the defaults are what CrmVoice supposes.
/// </summary>
internal sealed class Unknowns
{
    /// <summary>U1: whether the keys that one side presses reach the others in the room as tones.</summary>
    public bool KeysCrossTheRoom { get; set; }

    /// <summary>U1: whether digits played by an announcement reach the far end as tones.</summary>
    public bool AnnouncedDigitsArrive { get; set; } = true;

    /// <summary>U2: whether the Dial's action is asked for the legs that are left when another's exit ends the conference.</summary>
    public bool ActionAfterConferenceEnd { get; set; } = true;

    /// <summary>U2: the same for a leg that was on hold then.</summary>
    public bool ActionAfterConferenceEndOnHold { get; set; } = true;

    /// <summary>U2: whether a leg that hung up in the room has its Dial's action asked, the answer being ignored.</summary>
    public bool ActionAfterHangUpInRoom { get; set; }

    /// <summary>U2: what the action is told of the Dial.</summary>
    [AllowedValues("answered", "completed")]
    public string RoomDialCallStatus { get; set; } = "answered";

    /// <summary>U3: whether everybody hears a coach once the coached leg has left; otherwise nobody does.</summary>
    public bool StrayCoachIsHeard { get; set; }

    /// <summary>U4: the SequenceNumber of a conference's first callback.</summary>
    [Range(0, 1)]
    public int FirstSequenceNumber { get; set; } = 1;

    /// <summary>U4: whether events that nobody subscribed to are numbered too.</summary>
    public bool UnsubscribedEventsAreNumbered { get; set; } = true;

    /// <summary>U4: whether conference-start is sent before the participant-join that starts the conference.</summary>
    public bool StartComesBeforeJoin { get; set; }

    /// <summary>
    /// U5: what requests for documents to wait, hold and announce with say: <c>call</c>, <c>conference</c> or <c>nothing</c>.
    /// </summary>
    [AllowedValues("call", "conference", "nothing")]
    public string SoundParameters { get; set; } = "call";

    /// <summary>U5: whether these requests are signed.</summary>
    public bool SoundRequestsAreSigned { get; set; } = true;

    /// <summary>U6: ReasonParticipantLeft of a leg ended by <c>POST Calls/{CA}</c> with Status=completed.</summary>
    [AllowedValues("participant_hung_up", "participant_updated_via_api")]
    public string ReasonAfterCompletion { get; set; } = "participant_hung_up";

    /// <summary>U6: ReasonParticipantLeft of a participant that was deleted.</summary>
    [AllowedValues("participant_updated_via_api", "participant_hung_up")]
    public string ReasonAfterRemoval { get; set; } = "participant_updated_via_api";

    /// <summary>U7: seconds from the loss of the far end (its battery, its network) to the end of its leg.</summary>
    [Range(0d, 3600d)]
    public double LossIsNoticedAfterSeconds { get; set; } = 30;

    /// <summary>U11: whether Calls/{CA}/Events lists the callbacks of the conference that concern the leg.</summary>
    public bool CallEventsListConferences { get; set; }

    /// <summary>Whether an announcement whose document cannot be had is reported; Twilio promises it for its own errors only.</summary>
    public bool FailedAnnouncementsAreReported { get; set; } = true;
}
