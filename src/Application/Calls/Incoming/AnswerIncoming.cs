using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Incoming;

/// <summary>
/// A number is called, and Twilio asks what to do (IncomingPhoneNumber resource: "VoiceUrl", "VoiceFallbackUrl"). The call is stored with
/// the answer; asked again, the same call gets the same answer. Nobody takes calls yet: that is said, in the organization's words, and a
/// message is taken.
/// </summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record AnswerIncoming(Guid NumberId, CarrierReport.OfIncoming Report) : IUrgentCommand<CallInstruction>;

internal sealed class AnswerIncomingHandler(IncomingCalls incoming, KnownApologies apologies, CurrentWebhook webhook, TimeProvider clock)
    : IRequestHandler<AnswerIncoming, CallInstruction>
{
    public async Task<CallInstruction> Handle(AnswerIncoming command, CancellationToken cancellationToken)
    {
        var number = new NumberId(command.NumberId);
        var call = await incoming.FindOrReceiveAsync(number, command.Report, clock.GetUtcNow(), cancellationToken);
        command.Report.ApplyTo(call, await webhook.TakeAsync(call.Id, cancellationToken));
        apologies.Learn(call.OrganizationId, call.Words());
        return new CallInstruction.TakeVoicemail(
            call.Id,
            call.LegOf(LegRole.Contact).Id,
            call.CameOutsideHours ? call.Words().Closed() : call.Words().Unattended(),
            call.Words().Voicemail(mayCallBack: call.From is not null));
    }
}
