using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// The dial towards the contact is over (TwiML Dial: "action"); the agent, if still on the line, hears a matching sentence.
/// </summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record TakeDialResult(Guid CallId, LegKey Agent, LegReport AgentReport, DialResult Dial) : IUrgentCommand<CallInstruction>;

internal sealed class TakeDialResultHandler(ICallRepository calls, CurrentWebhook webhook)
    : IRequestHandler<TakeDialResult, CallInstruction>
{
    public async Task<CallInstruction> Handle(TakeDialResult command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.MergeDialResult(command.Agent, command.AgentReport, command.Dial, await webhook.TakeAsync(cancellationToken));

        var words = call.Words();
        return new CallInstruction.HangUp(command.Dial.Status switch
        {
            LegStatus.Busy => words.Busy(),
            LegStatus.NoAnswer => words.NoAnswer(),
            LegStatus.Failed => words.Failed(),
            _ => null,
        });
    }
}
