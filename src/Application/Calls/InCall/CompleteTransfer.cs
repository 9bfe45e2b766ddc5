using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Leaves the contact with the target of a transfer, once both can talk.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record CompleteTransfer(Guid CallId, Guid TransferId) : ICommand;

internal sealed class CompleteTransferHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<CompleteTransfer, Unit>
{
    public async Task<Unit> Handle(CompleteTransfer command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.EnsureHasTransfer(command.TransferId);
        call.CompleteTransfer(new TransferId(command.TransferId), clock.GetUtcNow());
        return Unit.Value;
    }
}
