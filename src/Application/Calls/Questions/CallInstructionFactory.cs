using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>Turns the next step on the agent's leg into an instruction, with the call's texts and language.</summary>
internal sealed class CallInstructionFactory(IContactDirectory contacts, KnownApologies apologies)
{
    public async Task<CallInstruction> WriteAsync(Call call, AnswerInstruction next, CancellationToken cancellationToken)
    {
        apologies.Learn(call.OrganizationId, call.Words());
        if (next is AnswerInstruction.HangUp)
        {
            return new CallInstruction.HangUp();
        }

        var name = call.ContactId is { } id ? (await contacts.NamesAsync([id], cancellationToken)).GetValueOrDefault(id) : null;
        var (agent, contact) = (call.LegOf(LegRole.Agent).Id, call.LegOf(LegRole.Contact).Id);
        return next is AnswerInstruction.AskToAccept
            ? new CallInstruction.AskToAccept(call.Id, agent, call.Words().AskToAccept(name))
            : new CallInstruction.Connect(call.Id, agent, contact, call.Words().Connecting(name), call.To, call.From, call.Settings);
    }
}
