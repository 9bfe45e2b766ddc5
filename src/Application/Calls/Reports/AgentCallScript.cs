using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>Says in the organization's words what follows on the agent's leg.</summary>
internal sealed class AgentCallScript(IContactDirectory contacts, KnownApologies apologies)
{
    public async Task<CallInstruction> WriteAsync(Call call, AnswerInstruction next, CallingProfile organization, CancellationToken cancellationToken)
    {
        apologies.Learn(organization);
        if (next is AnswerInstruction.HangUp)
        {
            return new CallInstruction.HangUp();
        }

        var name = call.ContactId is { } id ? (await contacts.NamesAsync([id], cancellationToken)).GetValueOrDefault(id) : null;
        return next is AnswerInstruction.AskToAccept
            ? new CallInstruction.AskToAccept(call.Id, SpokenWords.Of(organization).AskToAccept(name))
            : new CallInstruction.Connect(call.Id, SpokenWords.Of(organization).Connecting(name), call.To, call.From, organization.Settings);
    }
}
