using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>Twilio could not use an answer of ours and asks here instead (Call resource: "FallbackUrl").</summary>
/// <param name="ErrorCode">Twilio's reason, such as 11200; 0 where it gives none.</param>
public sealed record FallBack(Guid CallId, string CallSid, LegReport Report, int ErrorCode) : ICommand<CallInstruction>;

internal sealed class FallBackHandler(ICallRepository calls, IOrganizationDirectory organizations, TimeProvider clock) : IRequestHandler<FallBack, CallInstruction>
{
    public async Task<CallInstruction> Handle(FallBack command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.HearFallback(command.CallSid, command.Report, new CarrierError(command.ErrorCode, "Twilio could not use CrmVoice's answer."), clock.GetUtcNow());
        return new CallInstruction.HangUp(SpokenWords.Of(await organizations.GetCallingProfileAsync(cancellationToken)).SomethingBroke());
    }
}
