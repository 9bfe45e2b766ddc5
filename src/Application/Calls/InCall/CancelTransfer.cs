using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Takes the contact back from a transfer; the target is hung up.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record CancelTransfer(Guid CallId, Guid TransferId) : ICommand;

internal sealed class CancelTransferHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<CancelTransfer, Unit>
{
    public async Task<Unit> Handle(CancelTransfer command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.EnsureHasTransfer(command.TransferId);
        call.CancelTransfer(new TransferId(command.TransferId), clock.GetUtcNow());
        return Unit.Value;
    }
}
