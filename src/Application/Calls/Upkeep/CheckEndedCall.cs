using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>
/// Looks up an ended call if something is missing once its last callbacks should have arrived, and again some hours later for its
/// price: each time twice as long after the end as the time before, for two days. If the result of the dial, the contact's leg or the
/// reason for a failed dial is unknown, each check also asks the carrier for its requests to us, the legs or its errors, and once
/// more when it is certain to show them.
/// </summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record CheckEndedCall(Guid CallId) : ICommand
{
    /// <summary>A price that is not known by then never will be.</summary>
    public static readonly TimeSpan LookUpWindow = TimeSpan.FromDays(2);

    /// <summary>How long after a call's end the carrier is certain to show its requests to us: Twilio may take 15 minutes.</summary>
    public static readonly TimeSpan ReportsAfter = TimeSpan.FromMinutes(20);
}

internal sealed class CheckEndedCallHandler(
    ICallRepository calls,
    ICarrierRequestRepository requests,
    CarrierLimits limits,
    TimeProvider clock) : IRequestHandler<CheckEndedCall, Unit>
{
    public async Task<Unit> Handle(CheckEndedCall command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var call = await calls.FindAsync(new CallId(command.CallId), cancellationToken);
        if (call is not { ClosedAt: { } closedAt, NextCheckAt: { } dueAt } || dueAt > now)
        {
            return Unit.Value;
        }

        var isClosing = dueAt == closedAt + Call.TimeForLastCallbacks;
        var lacksRecording = call.LacksRecording;
        var pricesAreDue = now - closedAt >= limits.PricesAfter;
        if (lacksRecording || call.LacksContactLeg || (isClosing && call.LacksFacts) || (pricesAreDue && call.LacksPrice))
        {
            await requests.EnqueueOnceAsync((call.OrganizationId, call.Id), LookUpEndedLegs.Name, now, cancellationToken);
        }

        if (call.LacksDialResult)
        {
            await requests.EnqueueOnceAsync((call.OrganizationId, call.Id), ReadReports.Name, now, cancellationToken);
        }

        if (call.LacksDialError)
        {
            await requests.EnqueueOnceAsync((call.OrganizationId, call.Id), ReadDialErrors.Name, now, cancellationToken);
        }

        var reportsAt = closedAt + CheckEndedCall.ReportsAfter;
        DateTimeOffset?[] next =
        [
            lacksRecording || call.LacksPrice ? NextCheck(closedAt, now) : null,
            (call.LacksDialResult || call.LacksDialError || call.LacksContactLeg) && reportsAt > now ? reportsAt : null,
        ];
        call.PlanCheck(next.Min());
        return Unit.Value;
    }

    private DateTimeOffset? NextCheck(DateTimeOffset closedAt, DateTimeOffset now)
    {
        var next = closedAt + limits.PricesAfter > now ? closedAt + limits.PricesAfter : now + (now - closedAt);
        return next - closedAt <= CheckEndedCall.LookUpWindow ? next : null;
    }
}
