using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>Fills in who a call is between: names are kept by other modules.</summary>
internal sealed class CallParties(IMemberDirectory members, IContactDirectory contacts)
{
    public async Task<TransferView> NameAsync(TransferView transfer, CancellationToken cancellationToken) =>
        transfer.To.Member is { } member
            ? transfer with
            {
                To = new TransferTargetView(
                    member with { Name = (await members.GetAsync(new MembershipId(member.Id), cancellationToken)).Name },
                    transfer.To.Number),
            }
            : transfer;

    public async Task<IReadOnlyList<CallView>> NameAsync(IReadOnlyCollection<CallView> calls, CancellationToken cancellationToken)
    {
        var agents = await members.NamesAsync(
            calls.SelectMany(MembersOf).Select(member => new MembershipId(member.Id)).Distinct(),
            cancellationToken);
        var people = await contacts.NamesAsync(
            calls.Where(call => call.Contact is not null).Select(call => new ContactId(call.Contact!.Id)),
            cancellationToken);
        return
        [
            .. calls.Select(call =>
                call with
                {
                    Agent = Named(call.Agent)!,
                    Contact =
                        call.Contact is { } contact && people.TryGetValue(new ContactId(contact.Id), out var name)
                            ? contact with { Name = name }
                            : null,
                    EndedBy = call.EndedBy is { } ended ? ended with { Member = Named(ended.Member) } : null,
                    Legs = [.. call.Legs.Select(leg => leg with { Member = Named(leg.Member) })],
                    Transfers =
                    [
                        .. call.Transfers.Select(transfer => transfer with
                        {
                            To = transfer.To with { Member = Named(transfer.To.Member) },
                        }),
                    ],
                }),
        ];

        PartyView? Named(PartyView? member) =>
            member is null ? null : member with { Name = agents.GetValueOrDefault(new MembershipId(member.Id), "") };
    }

    private static IEnumerable<PartyView> MembersOf(CallView call) =>
        call.Legs.Select(leg => leg.Member)
            .Concat(call.Transfers.Select(transfer => transfer.To.Member))
            .Append(call.EndedBy?.Member)
            .Append(call.Agent).OfType<PartyView>();
}
