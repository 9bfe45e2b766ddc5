using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

/// <content>What is heard beside the conference: waiting, on hold, announcements.</content>
internal sealed partial class Rooms
{
    /// <summary>Everybody in the room hears it.</summary>
    public void Announce(Conference conference, TwimlSource announcement) =>
        _ = AnnounceAsync(conference, InRoom(conference), null, announcement);

    private static void Silence(Participant participant)
    {
        participant.Sound.Cancel();
        participant.Sound = new();
    }

    private void HaveWait(Participant participant)
    {
        if (participant is { Hold: false, Wait: { } wait } && participant.Conference.Status == ConferenceStatus.Init)
        {
            _ = PlayAsync(
                participant,
                "wait",
                wait,
                () => Leave(participant, DepartureKind.NotJoined, "participant_add_failed"),
                participant.Sound.Token);
        }
    }

    private async Task PlayAsync(Participant participant, string purpose, TwimlSource sound, Action? whenFailed, CancellationToken over)
    {
        try
        {
            await Task.Yield();
            await sounds.PlayAsync([participant], purpose, sound, over);
        }
        catch (TwimlException failure)
        {
            notifications.Error(participant.Call, failure.Code, failure.Message, sound.Target);
            whenFailed?.Invoke();
        }
        catch (OperationCanceledException)
        {
            // There is something else to be heard now.
        }
    }

    /// <summary>The document is asked for once, whoever hears it.</summary>
    private async Task AnnounceAsync(Conference conference, IReadOnlyList<Participant> to, Participant? one, TwimlSource announcement)
    {
        await Task.Yield();
        var isHeard = to.Count > 0;
        TwimlException? failure = null;
        try
        {
            await (isHeard ? sounds.PlayAsync(to, "announcement", announcement, to[0].Call.Over) : Task.CompletedTask);
        }
        catch (TwimlException failed)
        {
            notifications.Error(to[0].Call, failed.Code, failed.Message, announcement.Target);
            failure = failed;
        }
        catch (OperationCanceledException)
        {
            // Hung up meanwhile.
        }

        lock (gate)
        {
            if (conference.Status == ConferenceStatus.Completed || (failure is not null && !unknowns.FailedAnnouncementsAreReported))
            {
                return;
            }

            var present = one is not null && conference.Participants.Contains(one) ? one : null;
            callbacks.Send(
                conference,
                failure is null ? "announcement-end" : "announcement-fail",
                present,
                [
                    new("AnnounceUrl", announcement.Target!.Url),
                    .. failure is null
                        ? Array.Empty<KeyValuePair<string, string>>()
                        : [new("ReasonAnnouncementFailed", failure.Message)],
                ]);
        }
    }
}
