using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Missed;

/// <summary>
/// Opens and settles missed calls, in the transaction in which a call ends, or in which it turns out later to have been answered. A caller
/// who shows no number cannot be called back: such calls are in the history alone.
/// </summary>
internal sealed class MissedCallKeeper(ICallRepository calls, IMissedCallerRepository callers)
    : INotificationHandler<DomainEventNotification<CallEnded>>, INotificationHandler<DomainEventNotification<CallFoundAnswered>>
{
    public Task Handle(DomainEventNotification<CallEnded> notification, CancellationToken cancellationToken) =>
        KeepAsync(notification.Event.CallId, cancellationToken);

    public Task Handle(DomainEventNotification<CallFoundAnswered> notification, CancellationToken cancellationToken) =>
        KeepAsync(notification.Event.CallId, cancellationToken);

    private async Task KeepAsync(CallId callId, CancellationToken cancellationToken)
    {
        var call = await calls.FindAsync(callId, cancellationToken);
        if (call is null || (call.Direction is CallDirection.Inbound ? call.From : call.To) is not { } number)
        {
            return;
        }

        if (call is { Result: CallResult.Answered, ConnectedAt: { } at })
        {
            (await callers.FindAsync(NumberSpellings.Canonical(number), cancellationToken))?.Settle(call.Id, at);
        }
        else if (call.Direction is CallDirection.Inbound)
        {
            await MissAsync(call, number, cancellationToken);
        }
    }

    // That nobody took it may become known late, when the two have talked since.
    private async Task MissAsync(Call call, PhoneNumber number, CancellationToken cancellationToken)
    {
        if (await callers.FindAnsweredAsync(NumberSpellings.Of(number), call.RequestedAt, cancellationToken) is not null)
        {
            return;
        }

        var canonical = NumberSpellings.Canonical(number);
        if (await callers.FindAsync(canonical, cancellationToken) is not { } caller)
        {
            caller = MissedCaller.Of(call.OrganizationId, canonical);
            callers.Add(caller);
        }

        caller.Miss(call.Id, call.RequestedAt);
    }
}
