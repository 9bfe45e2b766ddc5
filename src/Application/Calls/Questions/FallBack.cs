using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>Twilio could not use an answer of ours and asks here instead (Call resource: "FallbackUrl").</summary>
/// <param name="ErrorCode">Twilio's reason, such as 11200; null where it gives none.</param>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record FallBack(Guid CallId, LegKey Leg, LegReport Report, int? ErrorCode) : IUrgentCommand<CallInstruction>
{
    public static CarrierError ErrorOf(int? code) => new(code ?? 0, CarrierError.UnusableAnswerMessage);
}

internal sealed class FallBackHandler(ICallRepository calls, CurrentWebhook webhook) : IRequestHandler<FallBack, CallInstruction>
{
    public async Task<CallInstruction> Handle(FallBack command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.MergeFallback(command.Leg, command.Report, FallBack.ErrorOf(command.ErrorCode), await webhook.TakeAsync(cancellationToken));
        return new CallInstruction.HangUp(call.Words().SomethingBroke());
    }
}
