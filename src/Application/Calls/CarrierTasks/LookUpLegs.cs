using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Asks the carrier what became of the legs of a live call.</summary>
public sealed class LookUpLegs : ICallTask
{
    public const string Name = "look-up";

    string ICallTask.Name => Name;

    public string Step => StepKinds.LookUpSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call switch
        {
            { HasEnded: true } => null,
            { Topology: Topology.Room } => LookUpRoom.IsNeeded(call, now) ? LookUpRoom.Of(call) : null,
            { FirstLeg.CallSid: { } first } => new Order(first),
            _ => null,
        };

    internal sealed record Order(string CallSid) : CallOrder
    {
        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordLookUp(requestId, await telephony.LookUpAsync(CallSid, cancellationToken));
    }
}

/// <summary>Records what the carrier knows about a call; asks again later if it did not answer.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordLookUp(Guid RequestId, LookUpOutcome Outcome) : ICommand
{
    /// <summary>
    /// How often a silent carrier is asked. After that, a call whose agent's leg is over is settled without the contact's leg.
    /// </summary>
    public const int MaxAttempts = 8;
}

internal sealed class RecordLookUpHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordLookUp, Unit>
{
    public async Task<Unit> Handle(RecordLookUp command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (command.Outcome is LookUpOutcome.NoAnswer)
        {
            call.NoteAnswer(StepKinds.CarrierSilent, callSid: null, now);
        }

        if (command.Outcome is LookUpOutcome.NoAnswer && request.Attempts < RecordLookUp.MaxAttempts)
        {
            request.Postpone(now + Backoff.After(request.Attempts));
            return Unit.Value;
        }

        request.Complete();
        LookUp.Merge(call, command.Outcome, now);
        if (command.Outcome is LookUpOutcome.NoAnswer && call is { HasEnded: false, AgentLeg.IsFinal: true, ContactLeg: null })
        {
            call.GiveUpOnContactLeg(now);
        }
        else if (command.Outcome is LookUpOutcome.Unknown && call.HasEnded)
        {
            // The carrier does not know the leg and never will: stop checking.
            call.PlanCheck(null);
        }

        return Unit.Value;
    }
}

/// <summary>Has it looked up whether the contact was dialled, where the call depends on it.</summary>
internal sealed class EnqueueLookForContact(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<ContactLegInDoubt>>
{
    // The webhooks that would answer the question are usually on their way.
    private static readonly TimeSpan timeForWebhooks = TimeSpan.FromSeconds(3);

    public async Task Handle(DomainEventNotification<ContactLegInDoubt> notification, CancellationToken cancellationToken)
    {
        var (id, organization) = notification.Event;
        if (await calls.FindAsync(id, cancellationToken) is { HasEnded: false })
        {
            await requests.EnqueueOnceAsync(
                (organization, id), LookUpLegs.Name, clock.GetUtcNow(), cancellationToken, delay: timeForWebhooks);
        }
    }
}
