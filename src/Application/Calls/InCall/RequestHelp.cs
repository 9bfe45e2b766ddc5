using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>An agent asks the supervisors for help in a live call, or needs none any more.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record RequestHelp(Guid CallId, bool IsNeeded) : ICommand;

internal sealed class RequestHelpHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock) : IRequestHandler<RequestHelp, Unit>
{
    public async Task<Unit> Handle(RequestHelp command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.RequestHelp(command.IsNeeded, clock.GetUtcNow());
        return Unit.Value;
    }
}
