namespace CrmVoice.Sandbox.Conferences;

/// <content>What an update by REST changes in a participant.</content>
internal sealed partial class Rooms
{
    /// <summary>
    /// False where the participant is gone. Whether it ends the conference cannot be changed while it is on hold, and nobody says so: the
    /// answer shows what it is.
    /// </summary>
    public bool Update(Participant participant, ParticipantChange change)
    {
        lock (gate)
        {
            if (!participant.Conference.Participants.Contains(participant))
            {
                return false;
            }

            participant.UpdatedAt = clock.Now;
            Modify(participant, change);
            Mute(participant, change.Muted);
            Hold(participant, change);
            Changed(participant.Conference);
        }

        if (change.Announcement is { } announcement)
        {
            _ = AnnounceAsync(participant.Conference, [participant], participant, announcement);
        }

        return true;
    }

    private void Modify(Participant participant, ParticipantChange change)
    {
        var before = (participant.EndsOnExit, participant.BeepsOnExit, participant.Coaching, participant.CallSidToCoach);
        participant.EndsOnExit = participant.Hold ? participant.EndsOnExit : change.EndsOnExit ?? participant.EndsOnExit;
        participant.BeepsOnExit = change.BeepsOnExit ?? participant.BeepsOnExit;
        if ((change.Coaching ?? (change.CallSidToCoach is null ? null : true)) is { } coaching)
        {
            participant.Coaching = coaching;
            participant.CallSidToCoach = coaching ? change.CallSidToCoach ?? participant.CallSidToCoach : null;
        }

        var after = (participant.EndsOnExit, participant.BeepsOnExit, participant.Coaching, participant.CallSidToCoach);
        if (change.ChangesWait)
        {
            participant.Wait = change.Wait;
            Silence(participant);
            HaveWait(participant);
        }

        if (before != after || change.ChangesWait)
        {
            callbacks.Send(participant.Conference, "participant-modify", participant);
        }
    }

    private void Mute(Participant participant, bool? muted)
    {
        if (muted is { } to && to != participant.Muted)
        {
            participant.Muted = to;
            callbacks.Send(participant.Conference, to ? "participant-mute" : "participant-unmute", participant);
        }
    }

    private void Hold(Participant participant, ParticipantChange change)
    {
        if (change.Hold is not { } to || (to == participant.Hold && change.HoldSound is null))
        {
            return;
        }

        var isNew = to != participant.Hold;
        participant.Hold = to;
        Silence(participant);
        if (to && change.HoldSound is { } sound)
        {
            _ = PlayAsync(participant, "hold", sound, whenFailed: null, participant.Sound.Token);
        }

        HaveWait(participant);
        if (isNew)
        {
            callbacks.Send(participant.Conference, to ? "participant-hold" : "participant-unhold", participant);
        }
    }
}
