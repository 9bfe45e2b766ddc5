using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Puts requests to the carrier into the outbox, in the same transaction as the change that makes them necessary.</summary>
internal sealed class EnqueueCarrierRequests(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) :
    INotificationHandler<DomainEventNotification<CallPlaced>>,
    INotificationHandler<DomainEventNotification<CreateBecameUnclear>>,
    INotificationHandler<DomainEventNotification<LegHangupNeeded>>,
    INotificationHandler<DomainEventNotification<ContactLegInDoubt>>
{
    // The webhooks that would answer the question are usually on their way.
    private static readonly TimeSpan timeForWebhooks = TimeSpan.FromSeconds(3);

    public Task Handle(DomainEventNotification<CallPlaced> notification, CancellationToken cancellationToken)
    {
        var placed = notification.Event;
        requests.Add(
            CarrierRequest.Enqueue(placed.OrganizationId, placed.CallId, CreateCall.Name, payload: null, clock.GetUtcNow(), TimeSpan.Zero));
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<CreateBecameUnclear> notification, CancellationToken cancellationToken)
    {
        var call = (notification.Event.OrganizationId, notification.Event.CallId);
        return requests.EnqueueOnceAsync(
            call,
            FindCreatedCall.Name,
            clock.GetUtcNow(),
            cancellationToken,
            delay: RecordFoundCalls.FirstLook);
    }

    public Task Handle(DomainEventNotification<LegHangupNeeded> notification, CancellationToken cancellationToken)
    {
        // A leg is hung up only once, so a request that is done counts too.
        var (call, payload) = (
            (notification.Event.OrganizationId, notification.Event.CallId),
            HangUpLeg.PayloadOf(notification.Event.CallSid));
        return requests.EnqueueOnceAsync(call, HangUpLeg.Name, clock.GetUtcNow(), cancellationToken, payload, evenIfDone: true);
    }

    public async Task Handle(DomainEventNotification<ContactLegInDoubt> notification, CancellationToken cancellationToken)
    {
        var (organization, id) = (notification.Event.OrganizationId, notification.Event.CallId);
        if (await calls.FindAsync(id, cancellationToken) is { HasEnded: false })
        {
            await requests.EnqueueOnceAsync(
                (organization, id),
                LookUpLegs.Name,
                clock.GetUtcNow(),
                cancellationToken,
                delay: timeForWebhooks);
        }
    }
}
