using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Ends a call in any state: the request is stored at once and carried out as soon as possible. An ended call is not changed.
/// </summary>
[NotAudited("the timeline of the call tells it")]
public sealed record HangUpCall(Guid CallId) : ICommand;

internal sealed class HangUpCallHandler(ICallRepository calls, ICarrierRequestRepository requests, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<HangUpCall, Unit>
{
    public async Task<Unit> Handle(HangUpCall command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        user.EnsureOwnOr(Permission.OverrideCalls, call.Owners());

        call.RequestHangup(user.MembershipId, clock.GetUtcNow());
        var creates = (await requests.ListAsync(call.Id, cancellationToken)).Where(request => request.Kind is CreateCall.Name);
        foreach (var create in creates.Where(create => !call.HasEnded && create.TryWithdraw()))
        {
            call.WithdrawCreate(clock.GetUtcNow(), CreateCall.LegIdOf(create));
        }

        return Unit.Value;
    }
}
