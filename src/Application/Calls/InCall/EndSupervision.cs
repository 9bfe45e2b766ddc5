using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>The supervisor stops listening.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record EndSupervision(Guid CallId) : ICommand;

internal sealed class EndSupervisionHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<EndSupervision, Unit>
{
    public async Task<Unit> Handle(EndSupervision command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.EndSupervision(user.MembershipId, clock.GetUtcNow());
        return Unit.Value;
    }
}
