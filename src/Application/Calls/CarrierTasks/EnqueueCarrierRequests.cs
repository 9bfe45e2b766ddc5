using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Puts requests to the carrier into the outbox, in the same transaction as the change that makes them necessary.</summary>
internal sealed class EnqueueCarrierRequests(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) :
    INotificationHandler<DomainEventNotification<CallPlaced>>,
    INotificationHandler<DomainEventNotification<CreateBecameUnclear>>,
    INotificationHandler<DomainEventNotification<LegHangupNeeded>>,
    INotificationHandler<DomainEventNotification<ContactLegInDoubt>>,
    INotificationHandler<DomainEventNotification<LegRequested>>,
    INotificationHandler<DomainEventNotification<JoinExpected>>,
    INotificationHandler<DomainEventNotification<LegClosingNeeded>>,
    INotificationHandler<DomainEventNotification<ParticipantUpdateNeeded>>,
    INotificationHandler<DomainEventNotification<RecordingNeeded>>,
    INotificationHandler<DomainEventNotification<DigitsNeeded>>
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
            notification.Event.LegId is { } leg ? CreateCall.PayloadOf(leg) : null,
            delay: RecordFoundCalls.FirstLook);
    }

    public Task Handle(DomainEventNotification<LegHangupNeeded> notification, CancellationToken cancellationToken)
    {
        // A leg is hung up only once, so a request that is done counts too.
        var (call, payload) = (
            (notification.Event.OrganizationId, notification.Event.CallId),
            HangUpLeg.PayloadOf(notification.Event.CallSid));
        return requests.EnqueueOnceAsync(
            call,
            HangUpLeg.Name,
            clock.GetUtcNow(),
            cancellationToken,
            payload,
            notification.Event.Within,
            evenIfDone: true);
    }

    public Task Handle(DomainEventNotification<LegRequested> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return EnqueueAsync((organization, call), CreateCall.Name, CreateCall.PayloadOf(leg), evenIfDone: true, cancellationToken);
    }

    public Task Handle(DomainEventNotification<JoinExpected> notification, CancellationToken cancellationToken)
    {
        var (call, organization) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call),
            LookUpLegs.Name,
            clock.GetUtcNow(),
            cancellationToken,
            delay: LookUpRoom.TimeToJoin);
    }

    public Task Handle(DomainEventNotification<LegClosingNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return EnqueueAsync((organization, call), CloseLeg.Name, CloseLeg.PayloadOf(leg), evenIfDone: true, cancellationToken);
    }

    public Task Handle(DomainEventNotification<ParticipantUpdateNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        var payload = UpdateParticipant.PayloadOf(leg);
        return EnqueueAsync((organization, call), UpdateParticipant.Name, payload, evenIfDone: false, cancellationToken);
    }

    public Task Handle(DomainEventNotification<RecordingNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization) = notification.Event;
        return EnqueueAsync((organization, call), RecordContact.Name, payload: null, evenIfDone: false, cancellationToken);
    }

    public Task Handle(DomainEventNotification<DigitsNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg, digits) = notification.Event;
        var payload = SendDigits.PayloadOf(leg, digits);
        requests.Add(CarrierRequest.Enqueue(organization, call, SendDigits.Name, payload, clock.GetUtcNow(), TimeSpan.Zero));
        return Task.CompletedTask;
    }

    private Task EnqueueAsync(
        (OrganizationId, CallId) call, string kind, string? payload, bool evenIfDone, CancellationToken cancellationToken) =>
        requests.EnqueueOnceAsync(call, kind, clock.GetUtcNow(), cancellationToken, payload, evenIfDone: evenIfDone);

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
