using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>Merges the carrier's answer to a question about a call.</summary>
internal static class LookUp
{
    /// <summary>
    /// Merges what the carrier sent, or tried to send, about an ended call. Reports that are already known change nothing.
    /// </summary>
    public static void Merge(Call call, IEnumerable<CarrierReport> told, DateTimeOffset now)
    {
        foreach (var report in told)
        {
            report.ApplyTo(call, now, StepKinds.LookedUp);
        }
    }

    /// <summary>Merges what the carrier knows of one leg of a call in a room, or of one that came in.</summary>
    public static void MergeLeg(Call call, LegLookUp looked, DateTimeOffset now)
    {
        if (call.Legs.FirstOrDefault(leg => leg.CallSid == looked.CallSid) is not { } leg)
        {
            return;
        }

        switch (looked.Outcome)
        {
            case LookUpOutcome.Found(var found, _, var recordings):
                Merge(call, leg.Role, found, now);
                MergeRecordings(call, recordings, now);
                break;

            case LookUpOutcome.Unknown when !leg.IsFinal:
                MergeForgotten(call, leg, now);
                break;

            default:
                break;
        }
    }

    public static void Merge(Call call, LookUpOutcome outcome, DateTimeOffset now)
    {
        if (call is { Direction: CallDirection.Inbound, FirstLeg.CallSid: { } first })
        {
            MergeLeg(call, new LegLookUp(first, outcome), now);
            return;
        }

        switch (outcome)
        {
            case LookUpOutcome.Found(var agentLeg, var contactLegs, var recordings):
                Merge(call, LegRole.Agent, agentLeg, now);
                foreach (var leg in contactLegs)
                {
                    Merge(call, LegRole.Contact, leg, now);
                }

                MergeRecordings(call, recordings, now);
                if (contactLegs.Count == 0 && !call.HasEnded && call.AgentLeg is { IsFinal: true, WasAnswered: true })
                {
                    call.RecordNoContactLeg(now);
                }

                break;

            case LookUpOutcome.Unknown when call.AgentLeg is { } agent:
                foreach (var leg in call.Legs.Where(leg => leg is { CallSid: not null, IsFinal: false }).ToArray())
                {
                    MergeForgotten(call, leg, now);
                }

                if (agent.WasAnswered && !call.HasEnded)
                {
                    call.RecordNoContactLeg(now);
                }

                break;

            default:
                break;
        }
    }

    private static void MergeRecordings(Call call, IEnumerable<CarrierRecording> recordings, DateTimeOffset now)
    {
        foreach (var recording in recordings)
        {
            call.MergeRecording(
                recording.Sid,
                recording.Status,
                recording.DurationSeconds,
                recording.Channels,
                now,
                StepKinds.LookedUp,
                recording.IsVoicemail);
        }
    }

    // A leg that the carrier once reported and no longer knows is over; how it ended is inferred from earlier reports.
    private static void MergeForgotten(Call call, Leg leg, DateTimeOffset now)
    {
        var status = leg.WasAnswered ? LegStatus.Completed : LegStatus.Failed;
        call.MergeLeg(
            leg.Role,
            leg.CallSid!,
            leg.ParentCallSid,
            new LegReport(status, At: null, FactSource.LookUp),
            now,
            StepKinds.LookedUp);
    }

    // Prices come hours later, and only from look-ups: they get a step of their own, apart from what a webhook should have reported.
    private static void Merge(Call call, LegRole role, CarrierLeg leg, DateTimeOffset now)
    {
        var (price, unit) = (leg.Report.Price, leg.Report.PriceUnit);
        call.MergeLeg(role, leg.CallSid, leg.ParentCallSid, leg.Report with { Price = null, PriceUnit = null }, now, StepKinds.LookedUp);
        if (price is not null)
        {
            call.MergeLeg(
                role,
                leg.CallSid,
                leg.ParentCallSid,
                new LegReport(Status: null, At: null, FactSource.LookUp, Price: price, PriceUnit: unit),
                now,
                StepKinds.Priced);
        }
    }
}
