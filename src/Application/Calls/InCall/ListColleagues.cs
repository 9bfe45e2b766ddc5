using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Whether a call can be handed to a member now.</summary>
public enum MemberAvailability
{
    Free,
    InCall,
    NoPhone,
}

/// <summary>The active members of the organization by name, and who is free; without telephone numbers.</summary>
/// <param name="Search">Part of a name, in any case; null or empty for everybody.</param>
public sealed record ListColleagues(string? Search = null) : IQuery<IReadOnlyList<ColleagueView>>
{
    public const int MaxAtOnce = 200;
}

/// <param name="Role">The member's role, in lower case.</param>
/// <param name="Since">Since when (UTC) that is so; null where it is not known.</param>
public sealed record ColleagueView(Guid Id, string Name, string Role, MemberAvailability Availability, DateTimeOffset? Since);

internal sealed class ListColleaguesValidator : AbstractValidator<ListColleagues>
{
    public ListColleaguesValidator() => RuleFor(q => q.Search).MaximumLength(100);
}

internal sealed class ListColleaguesHandler(IReadDb db, IMemberDirectory members)
    : IRequestHandler<ListColleagues, IReadOnlyList<ColleagueView>>
{
    public async Task<IReadOnlyList<ColleagueView>> Handle(ListColleagues query, CancellationToken cancellationToken)
    {
        var found = await members.SearchAsync(query.Search, ListColleagues.MaxAtOnce, cancellationToken);
        var seated = await db.Seats
            .Join(
                db.Calls.Where(call => call.State != CallState.Ended),
                seat => seat.CallId,
                call => call.Id,
                (seat, call) => new { seat.MemberId, call.RequestedAt })
            .ToDictionaryAsync(seat => seat.MemberId, seat => seat.RequestedAt, cancellationToken);
        var left = await LastEndsAsync(cancellationToken);
        return
        [
            .. found.Select(member => seated.TryGetValue(member.Id, out var since)
                ? Of(member, MemberAvailability.InCall, since)
                : member.HasPhone
                    ? Of(member, MemberAvailability.Free, left.TryGetValue(member.Id, out var end) ? end : null)
                    : Of(member, MemberAvailability.NoPhone, since: null)),
        ];
    }

    private static ColleagueView Of(Colleague member, MemberAvailability availability, DateTimeOffset? since) =>
        new(member.Id.Value, member.Name, member.Role, availability, since);

    // Of today: further back nobody asks.
    private async Task<Dictionary<MembershipId, DateTimeOffset?>> LastEndsAsync(CancellationToken cancellationToken)
    {
        var ends = await db.Calls.Where(call => call.EndedAt != null)
            .OrderByDescending(call => call.RequestedAt)
            .Take(500)
            .SelectMany(call => call.Legs.Where(leg => leg.MemberId != null && leg.EndedAt != null))
            .Select(leg => new { leg.MemberId, leg.EndedAt })
            .ToListAsync(cancellationToken);
        return ends.GroupBy(end => end.MemberId!.Value).ToDictionary(same => same.Key, same => same.Max(end => end.EndedAt));
    }
}
