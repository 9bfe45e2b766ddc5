using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// The agent picked up, and Twilio asks what to do (Call resource: "Url"). Whom to dial comes from our record, never from the request.
/// </summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record AnswerAgent(Guid CallId, LegKey Leg, LegReport Report) : IUrgentCommand<CallInstruction>;

internal sealed class AnswerAgentHandler(
    ICallRepository calls,
    CallInstructionFactory script,
    ContactReports contact,
    CurrentWebhook webhook)
    : IRequestHandler<AnswerAgent, CallInstruction>
{
    public async Task<CallInstruction> Handle(AnswerAgent command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        var isContactReported = AgentFirstFlow.MayDialAgain(call) && await contact.AreWaitingAsync(call, cancellationToken);
        var receipt = await webhook.TakeAsync(cancellationToken);
        var next = call.MergeAnswer(command.Leg, command.Report, receipt, isContactReported);
        return await script.WriteAsync(call, next, cancellationToken);
    }
}
