using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>Everybody who is or was in the organization, for the admins who manage them: active ones first, then by name.</summary>
public sealed record ListPeople : IQuery<IReadOnlyList<PersonView>>;

/// <param name="Email">Null for somebody who cannot sign in, such as the demo's people once they are removed.</param>
/// <param name="Phone">E.164; null until it is set.</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
/// <param name="HasTwoFactor">Whether signing in takes a code as well as the password.</param>
/// <param name="ApiTokens">How many live ones the person has.</param>
/// <param name="HasProviderAccount">Whether an account at the organization's sign-in provider is linked.</param>
public sealed record PersonView(
    Guid Id,
    string Name,
    string? Email,
    Role Role,
    string? Phone,
    bool IsActive,
    int Version,
    bool HasTwoFactor,
    int ApiTokens,
    bool HasProviderAccount);

internal sealed class ListPeopleHandler(IReadDb db, IPeople people, ITwoFactor twoFactor, TimeProvider clock)
    : IRequestHandler<ListPeople, IReadOnlyList<PersonView>>
{
    public async Task<IReadOnlyList<PersonView>> Handle(ListPeople query, CancellationToken cancellationToken)
    {
        var members = await db.Memberships
            .OrderBy(member => member.DeactivatedAt != null).ThenBy(member => member.Name).ThenBy(member => member.Id)
            .ToListAsync(cancellationToken);
        UserId[] persons = [.. members.Select(member => member.UserId)];
        var (emails, secured) = (
            await people.EmailsAsync(persons, cancellationToken),
            await twoFactor.WhoHasAsync(persons, cancellationToken));
        var now = clock.GetUtcNow();
        var tokens = await db.ApiTokens.Where(token => token.RevokedAt == null && (token.EndsAt == null || token.EndsAt > now))
            .GroupBy(token => token.MembershipId).Select(owner => new { owner.Key, Count = owner.Count() })
            .ToDictionaryAsync(owner => owner.Key, owner => owner.Count, cancellationToken);
        var linked = await db.ProviderAccounts.Select(account => account.MembershipId).ToHashSetAsync(cancellationToken);
        return
        [
            .. members.Select(member => new PersonView(
                member.Id.Value,
                member.Name,
                emails.GetValueOrDefault(member.UserId),
                member.Role,
                member.Phone?.Value,
                member.IsActive,
                member.Version,
                secured.Contains(member.UserId),
                tokens.GetValueOrDefault(member.Id),
                linked.Contains(member.Id))),
        ];
    }
}
