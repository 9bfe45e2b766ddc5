using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Looks for a call that the carrier may or may not have made.</summary>
public sealed class FindCreatedCall : ICallTask
{
    public const string Name = "find-created";

    string ICallTask.Name => Name;

    public string Step => StepKinds.SearchSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.Asked(CreateCall.LegIdOf(request)) is { CallSid: null } leg
            ? new Order(
                PhoneNumber.Parse(leg.Address!),
                call.From!,
                (leg.RequestedAt ?? call.RequestedAt) - CarrierRequest.ClockTolerance)
            : null;

    internal sealed record Order(PhoneNumber To, PhoneNumber From, DateTimeOffset Since) : CallOrder
    {
        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordFoundCalls(requestId, await telephony.FindAsync(To, From, Since, cancellationToken));
    }
}

/// <summary>Records the result of searching the carrier for a call that it may or may not have made.</summary>
/// <param name="Found">
/// Calls to the agent's phone from the organization's number, newest first; null where the carrier did not answer.
/// </param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordFoundCalls(Guid RequestId, IReadOnlyList<CarrierLeg>? Found) : ICommand
{
    /// <summary>How long a carrier that does not answer is asked. Then the call is given up, so that the agent can call again.</summary>
    public static readonly TimeSpan LookUpWindow = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The fewest searches before a silent carrier is given up. They take at least a minute, even if another process's clock is wrong.
    /// </summary>
    public const int MinLooks = 8;

    /// <summary>The delay before the first search; by then a webhook has usually settled the question.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pauses before the next searches, at 15 s and 40 s after it became unclear: a call that is not listed by then was never made.
    /// </summary>
    public static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25)];
}

internal sealed class RecordFoundCallsHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordFoundCalls, Unit>
{
    private static readonly TimeSpan carrierClockResolution = TimeSpan.FromSeconds(1);

    public async Task<Unit> Handle(RecordFoundCalls command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        var leg = call.Asked(CreateCall.LegIdOf(request));
        if (await FindOursAsync(leg.RequestedAt ?? call.RequestedAt, command.Found ?? [], cancellationToken) is not { } ours)
        {
            call.NoteAnswer(command.Found is null ? StepKinds.CarrierSilent : StepKinds.SearchEmpty, callSid: null, now);
        }
        else if (leg.CallSid is null)
        {
            call.MergeLeg(leg.Role, new LegKey(leg.Id, ours.CallSid), ours.ParentCallSid, ours.Report, now, StepKinds.CreateFound);
        }

        if (leg.CallSid is null && !call.HasEnded
            && PauseBeforeNext(request, leg, isAnswered: command.Found is not null, now) is { } pause)
        {
            request.Postpone(now + pause);
            return Unit.Value;
        }

        request.Complete();
        call.GiveUpOnCreate(now, leg.Id);
        return Unit.Value;
    }

    private static TimeSpan? PauseBeforeNext(CarrierRequest request, Leg leg, bool isAnswered, DateTimeOffset now) =>
        request.Attempts switch
        {
            var looks when looks <= RecordFoundCalls.Pauses.Length => RecordFoundCalls.Pauses[looks - 1],
            _ when isAnswered => null,
            var looks when looks < RecordFoundCalls.MinLooks || now - leg.UnclearAt < RecordFoundCalls.LookUpWindow => Backoff.After(
                looks),
            _ => null,
        };

    // An agent has one live call at a time, so an unknown call to that phone is the one searched for.
    private async Task<CarrierLeg?> FindOursAsync(
        DateTimeOffset requestedAt, IReadOnlyList<CarrierLeg> found, CancellationToken cancellationToken)
    {
        var known = await calls.FindKnownLegsAsync([.. found.Select(leg => leg.CallSid)], cancellationToken);
        return found.FirstOrDefault(leg => !known.Contains(leg.CallSid) && MayBe(requestedAt, leg));
    }

    // Excludes legs dialled from another leg, and legs that were over before ours was requested, such as the preview of a text.
    private static bool MayBe(DateTimeOffset requestedAt, CarrierLeg leg) =>
        leg.ParentCallSid is null && !(leg.Report.At < requestedAt - carrierClockResolution);
}

/// <summary>Has a leg searched for, of which it is unclear whether the carrier made it.</summary>
internal sealed class EnqueueSearch(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<CreateBecameUnclear>>
{
    public Task Handle(DomainEventNotification<CreateBecameUnclear> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call),
            FindCreatedCall.Name,
            clock.GetUtcNow(),
            cancellationToken,
            leg is { } other ? CreateCall.PayloadOf(other) : null,
            delay: RecordFoundCalls.FirstLook);
    }
}
