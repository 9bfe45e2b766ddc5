using System.Diagnostics.Metrics;
using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>What was asked of Twilio about participants of rooms, and what came of it.</summary>
internal sealed class RoomMetrics(IMeterFactory meters)
{
    private readonly Counter<long> updates = meters
        .Create(Telemetry.MeterName)
        .CreateCounter<long>(
            "crmvoice.rooms.updates",
            "{update}",
            "Changes to participants that Twilio was asked for, by kind and outcome.");

    public void CountUpdate(ParticipantUpdate update, ParticipantOutcome outcome)
    {
        foreach (var kind in KindsOf(update))
        {
            updates.Add(1, new("kind", kind), new("outcome", WordOf(outcome)));
        }
    }

    private static string WordOf(ParticipantOutcome outcome) => outcome switch
    {
        ParticipantOutcome.Done => "done",
        ParticipantOutcome.Gone => "gone",
        ParticipantOutcome.Refused => "refused",
        _ => "unanswered",
    };

    private static IEnumerable<string> KindsOf(ParticipantUpdate update) => update.IsEmpty
        ? ["digits"]
        : new[]
        {
            update.Hold is { } hold ? (hold ? "hold" : "unhold") : null,
            update.Muted is { } muted ? (muted ? "mute" : "unmute") : null,
            update.Coaching is null ? null : "coach",
            update.EndsOnExit is null ? null : "exit",
        }.OfType<string>();
}
