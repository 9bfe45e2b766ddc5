using System.Xml.Linq;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <content>Who is in the room, and what Twilio reports of it.</content>
internal sealed partial class PlayedCall
{
    private void End(PlayedLeg leg, string reason)
    {
        lock (gate)
        {
            if (leg.IsOver)
            {
                return;
            }

            var final = leg.Status is "in-progress" ? "completed" : "canceled";
            (leg.Status, leg.EndedAt) = (final, DateTimeOffset.UtcNow);
            Leave(leg, reason);
            Say(() => TellAsync(leg, final));
        }
    }

    private void Leave(PlayedLeg leg, string reason)
    {
        lock (gate)
        {
            if (!leg.IsIn)
            {
                return;
            }

            leg.IsIn = false;
            Report("participant-leave", leg, ("ReasonParticipantLeft", reason));
            if (leg.EndsOnExit)
            {
                var others = legs.Where(other => other.IsIn).ToList();
                others.ForEach(other => other.IsIn = false);
                others.ForEach(other => Report("participant-leave", other, ("ReasonParticipantLeft", "moderator_ended_conference")));
                Report("conference-end", about: null, ("CallSidEndingConference", leg.Sid));
                others.ForEach(other => Say(() => FollowAsync(other, other.ActionUrl!)));
            }
        }
    }

    private void Join(PlayedLeg leg, XElement conference)
    {
        lock (gate)
        {
            if (leg.IsOver)
            {
                return;
            }

            leg.IsIn = true;
            leg.EndsOnExit = (bool?)conference.Attribute("endConferenceOnExit") is true;
            leg.IsMuted = (bool?)conference.Attribute("muted") is true;
            leg.ActionUrl = Cut(conference.Parent!.Attribute("action")!.Value);
            Report("participant-join", leg);
        }
    }

    // Called with every change of who is in the room and how.
    private void Watch()
    {
        var isAlone = Contact.IsIn && !legs.Exists(leg => leg != Contact && leg.IsIn);
        if (!isAlone)
        {
            LongestAlone = alone.Elapsed > LongestAlone ? alone.Elapsed : LongestAlone;
            alone.Reset();
        }
        else if (!alone.IsRunning)
        {
            alone.Start();
        }

        if (!Agent.IsIn && Contact is { IsIn: true, IsOnHold: false })
        {
            takers.UnionWith(legs.Where(leg => leg != Contact && leg is { IsIn: true, IsOnHold: false }).Select(leg => leg.To));
        }
    }

    private void Report(string happened, PlayedLeg? about, params (string Name, string Value)[] more)
    {
        Watch();
        (string, string)[] said =
        [
            ("AccountSid", TwilioCall.AccountSid), ("ConferenceSid", ConferenceSid), ("FriendlyName", $"r-{Id:N}-1"),
            ("SequenceNumber", $"{++sequence}"), ("Timestamp", Text(DateTimeOffset.UtcNow)), ("StatusCallbackEvent", happened),
            .. about is null
                ? Array.Empty<(string, string)>()
                :
                [
                    ("CallSid", about.Sid), ("ParticipantLabel", about.LegId),
                    ("Hold", Lower(about.IsOnHold)), ("Muted", Lower(about.IsMuted)),
                    ("Coaching", "false"), ("EndConferenceOnExit", Lower(about.EndsOnExit)), ("StartConferenceOnEnter", "true"),
                ],
            .. more,
        ];
        var url = $"{Workspace.PublicBaseUrl}/twilio/calls/{Id:D}/room-events";
        Say(() => PostAsync(happened, url, said, mayBeLost: LosesReports, isOfRoom: true));
    }

    private static string Lower(bool flag) => flag ? "true" : "false";
}
