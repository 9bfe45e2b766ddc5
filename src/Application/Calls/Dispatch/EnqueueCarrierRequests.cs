using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Whatever makes it necessary to ask the carrier puts a request into the outbox, in the same transaction.</summary>
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
        requests.Add(CarrierRequest.Enqueue(placed.OrganizationId, placed.CallId, CreateCall.Name, payload: null, clock.GetUtcNow(), TimeSpan.Zero));
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<CreateBecameUnclear> notification, CancellationToken cancellationToken) =>
        EnqueueOnceAsync(notification.Event.OrganizationId, notification.Event.CallId, FindCreatedCall.Name, payload: null, RecordFoundCalls.FirstLook, cancellationToken);

    public Task Handle(DomainEventNotification<LegHangupNeeded> notification, CancellationToken cancellationToken) =>
        EnqueueOnceAsync(notification.Event.OrganizationId, notification.Event.CallId, HangUpLeg.Name, HangUpLeg.PayloadOf(notification.Event.CallSid), TimeSpan.Zero, cancellationToken);

    public async Task Handle(DomainEventNotification<ContactLegInDoubt> notification, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(notification.Event.CallId, cancellationToken) is { HasEnded: false })
        {
            await EnqueueOnceAsync(notification.Event.OrganizationId, notification.Event.CallId, LookUpLegs.Name, payload: null, timeForWebhooks, cancellationToken);
        }
    }

    private async Task EnqueueOnceAsync(OrganizationId organizationId, CallId callId, string kind, string? payload, TimeSpan delay, CancellationToken cancellationToken)
    {
        var alike = (await requests.ListAsync(callId, cancellationToken)).Where(request => request.Kind == kind && request.Payload == payload);
        // A leg is ended once and for all; a question may be asked anew once it was answered.
        var isEnqueued = kind is HangUpLeg.Name ? alike.Any() : alike.Any(request => request.State is CarrierRequestState.Pending or CarrierRequestState.Sending);
        if (!isEnqueued)
        {
            requests.Add(CarrierRequest.Enqueue(organizationId, callId, kind, payload, clock.GetUtcNow(), delay));
        }
    }
}
