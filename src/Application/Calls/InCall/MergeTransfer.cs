using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Puts the contact, the agent and the target of a transfer together.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record MergeTransfer(Guid CallId, Guid TransferId) : ICommand;

internal sealed class MergeTransferHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<MergeTransfer, Unit>
{
    public async Task<Unit> Handle(MergeTransfer command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.EnsureHasTransfer(command.TransferId);
        call.MergeTransfer(new TransferId(command.TransferId), clock.GetUtcNow());
        return Unit.Value;
    }
}
