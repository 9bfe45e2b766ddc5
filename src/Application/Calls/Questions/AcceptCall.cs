using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>A member was asked to press 1 and pressed a key (TwiML Gather: "action").</summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record AcceptCall(Guid CallId, LegKey Leg, LegReport Report, string? Digits) : IUrgentCommand<CallInstruction>;

internal sealed class AcceptCallHandler(
    ICallRepository calls,
    CallInstructionFactory script,
    ContactReports contact,
    CurrentWebhook webhook)
    : IRequestHandler<AcceptCall, CallInstruction>
{
    public async Task<CallInstruction> Handle(AcceptCall command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        if (call.Topology is Topology.Room)
        {
            var step = call.MergeRoomAcceptance(command.Leg, command.Report, command.Digits, await webhook.TakeAsync(cancellationToken));
            return await script.WriteAsync(call, command.Leg, step, cancellationToken);
        }

        var isContactReported = BridgeFlow.MayDialAgain(call) && await contact.AreWaitingAsync(call, cancellationToken);
        var receipt = await webhook.TakeAsync(cancellationToken);
        var next = call.MergeAcceptance(command.Leg, command.Report, command.Digits, receipt, kind: null, isContactReported);
        return await script.WriteAsync(call, command.Leg, next, cancellationToken);
    }
}
