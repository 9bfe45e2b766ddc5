using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>Fills in who a call is between and which number it used: what they are called is kept by other modules.</summary>
internal sealed class CallParties(IMemberDirectory members, IContactDirectory contacts, INumberDirectory numbers)
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
        var used = await numbers.ListAsync(
            [.. calls.Select(call => call.NumberId).OfType<Guid>().Distinct().Select(id => new NumberId(id))],
            [.. calls.Where(call => call.NumberId is null).Select(CallerIdOf).Distinct()],
            cancellationToken);
        return
        [
            .. calls.Select(call =>
                call with
                {
                    Number = Used(call),
                    Agent = Named(call.Agent),
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

        CallNumberView? Used(CallView call) =>
            used.FirstOrDefault(card => call.NumberId is { } id ? card.Id.Value == id : card.PhoneNumber == CallerIdOf(call)) is { } known
                ? new CallNumberView(known.Id.Value, known.PhoneNumber.Value, known.Label)
                : null;
    }

    // A call that was placed knows what was shown, and not which of our rows that was.
    private static PhoneNumber CallerIdOf(CallView call) => PhoneNumber.Parse(call.From!);

    private static IEnumerable<PartyView> MembersOf(CallView call) =>
        call.Legs.Select(leg => leg.Member)
            .Concat(call.Transfers.Select(transfer => transfer.To.Member))
            .Append(call.EndedBy?.Member)
            .Append(call.Agent).OfType<PartyView>();
}
