using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Assigns and releases members' seats in live calls, in the transaction of the change: of two calls placed at once, only one is stored.
/// </summary>
internal sealed class SeatKeeper(ISeatRepository seats) :
    INotificationHandler<DomainEventNotification<SeatTaken>>,
    INotificationHandler<DomainEventNotification<SeatGivenBack>>
{
    public async Task Handle(DomainEventNotification<SeatTaken> notification, CancellationToken cancellationToken)
    {
        var taken = notification.Event;
        if (await seats.FindAsync(taken.MemberId, cancellationToken) is { } left)
        {
            // Another call was placed since the check: this command is run again and repeats the check.
            if (await seats.IsInLiveCallAsync(taken.MemberId, cancellationToken))
            {
                throw new ConcurrentChangeException();
            }

            left.Retake(taken.CallId);
        }
        else
        {
            seats.Add(new Seat(taken.OrganizationId, taken.MemberId, taken.CallId));
        }
    }

    public async Task Handle(DomainEventNotification<SeatGivenBack> notification, CancellationToken cancellationToken)
    {
        var left = notification.Event;
        if (await seats.FindAsync(left.MemberId, cancellationToken) is { } seat && seat.CallId == left.CallId)
        {
            seats.Remove(seat);
        }
    }
}
