using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Whoever listens in and may not any more is taken out of the call.</summary>
internal sealed class RevokeSupervision(ISeatRepository seats, ICallRepository calls, TimeProvider clock)
    : INotificationHandler<MemberRightsChanged>
{
    public async Task Handle(MemberRightsChanged notification, CancellationToken cancellationToken)
    {
        if (notification.Role?.May(Permission.OverrideCalls) is true
            || await seats.FindAsync(notification.MemberId, cancellationToken) is not { } seat
            || await calls.FindAsync(seat.CallId, cancellationToken) is not { } call)
        {
            return;
        }

        foreach (var leg in call.Legs.Where(leg => leg.Role is LegRole.Supervisor && leg.MemberId == notification.MemberId).ToList())
        {
            call.RevokeSupervision(leg.Id, clock.GetUtcNow());
        }
    }
}
