using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Writes the timeline, and the one table of changes that browsers and integrators follow, in the transaction of the change.
/// </summary>
internal sealed class WriteCallLog(ICallLog log) :
    INotificationHandler<DomainEventNotification<CallStepTaken>>,
    INotificationHandler<DomainEventNotification<CallChanged>>
{
    public Task Handle(DomainEventNotification<CallStepTaken> notification, CancellationToken cancellationToken)
    {
        log.Add(new CallStep(notification.Event));
        return Task.CompletedTask;
    }

    public Task Handle(DomainEventNotification<CallChanged> notification, CancellationToken cancellationToken)
    {
        log.Add(new CallEvent(notification.Event));
        return Task.CompletedTask;
    }
}
