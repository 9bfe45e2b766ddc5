using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>
/// Has an ended call looked up once its last callbacks should have come and something is missing, and again some hours later for what it cost:
/// each time twice as long after the end as the time before, for two days. Where the result of the dial was never heard, or nothing of the contact, or not why the
/// contact could not be dialled, the carrier is asked each time what it told us, for the legs, or for its errors, and once more as soon as it surely shows that.
/// </summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record CheckEndedCall(Guid CallId) : ICommand
{
    /// <summary>A price that is not known by then never will be.</summary>
    public static readonly TimeSpan KeepAskingFor = TimeSpan.FromDays(2);

    /// <summary>How long after its end the carrier surely can tell what it told us: Twilio may show its requests as late as 15 minutes after a call.</summary>
    public static readonly TimeSpan ReportsAfter = TimeSpan.FromMinutes(20);
}

internal sealed class CheckEndedCallHandler(ICallRepository calls, ICarrierRequestRepository requests, CarrierLimits limits, TimeProvider clock)
    : IRequestHandler<CheckEndedCall, Unit>
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
        DateTimeOffset?[] next = [lacksRecording || call.LacksPrice ? NextCheck(closedAt, now) : null, (call.LacksDialResult || call.LacksDialError || call.LacksContactLeg) && reportsAt > now ? reportsAt : null];
        call.PlanCheck(next.Min());
        return Unit.Value;
    }

    private DateTimeOffset? NextCheck(DateTimeOffset closedAt, DateTimeOffset now)
    {
        var next = closedAt + limits.PricesAfter > now ? closedAt + limits.PricesAfter : now + (now - closedAt);
        return next - closedAt <= CheckEndedCall.KeepAskingFor ? next : null;
    }
}
