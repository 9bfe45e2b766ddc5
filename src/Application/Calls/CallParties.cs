using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>Fills in who a call is between: names are kept by other modules.</summary>
internal sealed class CallParties(IMemberDirectory members, IContactDirectory contacts)
{
    public async Task<IReadOnlyList<CallView>> NameAsync(IReadOnlyCollection<CallView> calls, CancellationToken cancellationToken)
    {
        var agents = await members.NamesAsync(calls.Select(call => new MembershipId(call.Agent.Id)), cancellationToken);
        var people = await contacts.NamesAsync(calls.Where(call => call.Contact is not null).Select(call => new ContactId(call.Contact!.Id)), cancellationToken);
        return [.. calls.Select(call => call with
        {
            Agent = call.Agent with { Name = agents.GetValueOrDefault(new MembershipId(call.Agent.Id), "") },
            Contact = call.Contact is { } contact && people.TryGetValue(new ContactId(contact.Id), out var name) ? contact with { Name = name } : null,
        })];
    }
}
