using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Contacts;

/// <summary>Null where there is no such contact.</summary>
public sealed record FindContactName(Guid Id) : IQuery<string?>;

internal sealed class FindContactNameHandler(IContactDirectory contacts) : IRequestHandler<FindContactName, string?>
{
    public async Task<string?> Handle(FindContactName query, CancellationToken cancellationToken)
    {
        var id = new ContactId(query.Id);
        return (await contacts.NamesAsync([id], cancellationToken)).GetValueOrDefault(id);
    }
}
