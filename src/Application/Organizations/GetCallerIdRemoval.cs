using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>What removing a verified caller ID means: whose calls come from it, and which numbers can take its place.</summary>
public sealed record GetCallerIdRemoval(Guid Id) : IQuery<CallerIdRemovalView>;

/// <param name="IsDefault">Calls come from it where no rule chooses another number.</param>
/// <param name="Choices">Numbers of all that calls may come from, without this one.</param>
public sealed record CallerIdRemovalView(NumberView Number, bool IsDefault, IReadOnlyList<NumberChoice> Choices)
{
    /// <summary>It has to be said from which number calls come instead.</summary>
    public bool NeedsInstead => IsDefault || Number.MemberId is not null;
}

internal sealed class GetCallerIdRemovalHandler(IReadDb db, OwnNumbers ownNumbers, IMemberDirectory members)
    : IRequestHandler<GetCallerIdRemoval, CallerIdRemovalView>
{
    public async Task<CallerIdRemovalView> Handle(GetCallerIdRemoval query, CancellationToken cancellationToken)
    {
        var id = new NumberId(query.Id);
        var number = await db.Numbers.FirstOrDefaultAsync(
                row => row.Id == id && row.Origin == NumberOrigin.Verified && row.RemovedAt == null,
                cancellationToken)
            ?? throw new NotFoundException("Number");
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var own = await ownNumbers.ReadAsync(organization.TwilioAccount, cancellationToken);
        var name = number.MemberId is { } member
            ? (await members.NamesAsync([member], cancellationToken)).GetValueOrDefault(member)
            : null;
        return new CallerIdRemovalView(
            NumberView.Of(number) with { MemberName = name },
            own.FindDefault(organization.CallerIdRule)?.Id == id,
            [
                .. from choice in own.MayCall
                where choice.Id is not null && choice.Id != id && choice.MemberId is null
                select new NumberChoice(choice.Id!.Value.Value, choice.PhoneNumber.Value),
            ]);
    }
}
