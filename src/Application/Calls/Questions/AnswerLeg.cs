using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// Somebody picked up, and Twilio asks what to do (Call resource: "Url"). Whom to dial, or which room to join, comes from our record, never
/// from the request.
/// </summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record AnswerLeg(Guid CallId, LegKey Leg, LegReport Report) : IUrgentCommand<CallInstruction>;

internal sealed class AnswerLegHandler(
    ICallRepository calls,
    CallInstructionFactory script,
    ContactReports contact,
    IMemberDirectory members,
    CurrentWebhook webhook,
    TimeProvider clock)
    : IRequestHandler<AnswerLeg, CallInstruction>
{
    public async Task<CallInstruction> Handle(AnswerLeg command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        return call.Topology is Topology.Room
            ? await LetJoinAsync(call, command, cancellationToken)
            : await ConnectAsync(call, command, cancellationToken);
    }

    private async Task<CallInstruction> ConnectAsync(Call call, AnswerLeg command, CancellationToken cancellationToken)
    {
        var isContactReported = BridgeFlow.MayDialAgain(call) && await contact.AreWaitingAsync(call, cancellationToken);
        var receipt = await webhook.TakeAsync(cancellationToken);
        var next = call.MergeAnswer(command.Leg, command.Report, receipt, isContactReported);
        return await script.WriteAsync(call, command.Leg, next, cancellationToken);
    }

    private async Task<CallInstruction> LetJoinAsync(Call call, AnswerLeg command, CancellationToken cancellationToken)
    {
        await EnsureMayStillListenAsync(call, command.Leg, cancellationToken);
        var next = call.MergeRoomAnswer(command.Leg, command.Report, await webhook.TakeAsync(cancellationToken));
        return await script.WriteAsync(call, command.Leg, next, cancellationToken);
    }

    // A role may have been taken away while the telephone rang.
    private async Task EnsureMayStillListenAsync(Call call, LegKey key, CancellationToken cancellationToken)
    {
        if (call.Legs.FirstOrDefault(leg => leg.Id == key.Id) is { Role: LegRole.Supervisor, MemberId: { } member } supervisor
            && !await members.MayAsync(member, Permission.OverrideCalls, cancellationToken))
        {
            call.RevokeSupervision(supervisor.Id, clock.GetUtcNow());
        }
    }
}
