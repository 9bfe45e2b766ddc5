using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>The asking member's API tokens, newest first; those that have ended are there for a month.</summary>
public sealed record ListMyApiTokens : IQuery<IReadOnlyList<ApiTokenView>>;

/// <param name="Name">Empty for a token from before they had names.</param>
/// <param name="Ending">The last letters of the token; may be empty like the name.</param>
/// <param name="EndsAt">Null for never.</param>
/// <param name="LastUsedAt">Give or take a minute; null while no request came with it.</param>
public sealed record ApiTokenView(
    Guid Id,
    string Name,
    ApiTokenScope Scope,
    string Ending,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? LastUsedAt,
    ApiTokenState State);

internal sealed class ListMyApiTokensHandler(IReadDb db, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<ListMyApiTokens, IReadOnlyList<ApiTokenView>>
{
    public async Task<IReadOnlyList<ApiTokenView>> Handle(ListMyApiTokens query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tokens = await db.ApiTokens.Where(token => token.MembershipId == user.MembershipId)
            .OrderByDescending(token => token.CreatedAt).ThenByDescending(token => token.Id).ToListAsync(cancellationToken);
        return
        [
            .. tokens.Select(token => new ApiTokenView(
                token.Id, token.Name, token.Scope, token.Ending, token.CreatedAt, token.EndsAt, token.LastUsedAt, token.StateAt(now))),
        ];
    }
}
