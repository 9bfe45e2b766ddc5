using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Whose a call is: of the member who placed it, of the one in charge, and of everybody who had a leg in it that was answered.
/// </summary>
internal static class CallAccess
{
    /// <exception cref="NotFoundException">No such call in this organization.</exception>
    public static async Task<Call> GetAsync(this ICallRepository calls, Guid id, CancellationToken cancellationToken) =>
        await calls.FindAsync(new CallId(id), cancellationToken) ?? throw new NotFoundException("Call");

    public static IEnumerable<MembershipId> Owners(this Call call) =>
    [
        .. call.AgentId is { } agent ? (MembershipId[])[agent] : [],
        call.PlacedBy,
        .. call.Legs.Where(leg => leg.Role.Traits().OwnsCall && leg.AnsweredAt is not null)
            .Select(leg => leg.MemberId)
            .OfType<MembershipId>(),
    ];

    /// <exception cref="NotFoundException">No such call in this organization.</exception>
    public static async Task<IReadOnlyList<MembershipId>> GetOwnersAsync(this IReadDb db, CallId id, CancellationToken cancellationToken)
    {
        var found =
            await db.Calls.Where(call => call.Id == id)
                .Select(call => new
                {
                    call.AgentId,
                    call.PlacedBy,
                    Members = call.Legs.Where(leg => LegRoles.OwningCall.Contains(leg.Role) && leg.AnsweredAt != null)
                        .Select(leg => leg.MemberId)
                        .ToList(),
                })
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("Call");
        return [.. found.Members.Append(found.AgentId).OfType<MembershipId>(), found.PlacedBy];
    }

    /// <summary>Whether somebody may see the call in full; a colleague who is being asked sees it while the telephone rings.</summary>
    public static bool MaySeeInFull(this ICurrentUser user, CallView call)
    {
        var me = user.MembershipId.Value;
        return call.Agent?.Id == me
            || call.PlacedBy == me
            || call.Legs.Any(leg =>
                leg.Member?.Id == me && (leg.EndedAt is null || (leg.Role.Traits().OwnsCall && leg.AnsweredAt is not null)))
            || user.Role.May(Permission.SeeAllCallsInFull);
    }

    /// <summary>The call without the supervisors in it, where the organization does not tell its agents of them.</summary>
    public static CallView ShownTo(this CallView call, ICurrentUser user) =>
        call.TellsOfSupervision || user.Role.May(Permission.OverrideCalls)
            ? call
            : call with { Legs = [.. call.Legs.Where(leg => !leg.Role.Traits().IsHidden)] };

    /// <summary>
    /// The call, for somebody who acts in it: the agent in charge, somebody who has joined, or a supervisor. Whoever is only being rung is
    /// not in it yet.
    /// </summary>
    /// <exception cref="DomainRuleException">The member is not in the call yet, or not any more.</exception>
    /// <exception cref="ForbiddenException">The member has nothing to do with it.</exception>
    /// <exception cref="NotFoundException">No such call in this organization.</exception>
    public static async Task<Call> GetToActAsync(
        this ICallRepository calls, Guid id, ICurrentUser user, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(id, cancellationToken);
        var own = call.Legs.Where(leg => IsOwn(leg, user.MembershipId)).ToList();
        if (!own.Exists(leg => call.AgentId == user.MembershipId || call.Room.Has(leg.Id)) && !user.Role.May(Permission.OverrideCalls))
        {
            throw own.Count > 0 || call.Owners().Contains(user.MembershipId)
                ? new DomainRuleException(RuleCodes.NotPossibleNow, "You are not in this call now.")
                : new ForbiddenException();
        }

        return call;
    }

    /// <summary>The leg on which somebody takes part; of a supervisor without one, that of the agent in charge.</summary>
    public static LegId LegOf(this Call call, MembershipId member) =>
        (call.Legs.LastOrDefault(leg => IsOwn(leg, member))
            ?? call.Legs.LastOrDefault(leg => call.AgentId is { } agent && IsOwn(leg, agent))
            ?? call.LegOf(LegRole.Agent)).Id;

    /// <exception cref="DomainRuleException">It is on a bridge, or over.</exception>
    public static void EnsureMayBeExtended(this Call call)
    {
        if (call is not { Topology: Topology.Room, HasEnded: false, HangupRequestedAt: null })
        {
            throw new DomainRuleException(RuleCodes.NotPossibleNow, "The call does not allow this now.");
        }
    }

    /// <summary>The leg that somebody acts on: agents leave supervisors alone.</summary>
    /// <exception cref="ForbiddenException">It is another's, a supervisor's.</exception>
    /// <exception cref="NotFoundException">The call has no such leg, or does not tell of it.</exception>
    public static Leg GetLegToActOn(this Call call, Guid legId, ICurrentUser user)
    {
        var leg = call.Legs.FirstOrDefault(leg => leg.Id.Value == legId) ?? throw new NotFoundException("Leg");
        if (!leg.Role.Traits().IsHidden || leg.MemberId == user.MembershipId || user.Role.May(Permission.OverrideCalls))
        {
            return leg;
        }

        throw call.Settings.TellAgentsOfSupervision ? (Exception)new ForbiddenException() : new NotFoundException("Leg");
    }

    /// <exception cref="NotFoundException">The call has no such transfer.</exception>
    public static void EnsureHasTransfer(this Call call, Guid transferId)
    {
        if (!call.Transfers.Any(transfer => transfer.Id.Value == transferId))
        {
            throw new NotFoundException("Transfer");
        }
    }

    private static bool IsOwn(Leg leg, MembershipId member) => leg.Role.Traits().OwnsCall && leg.IsOpen && leg.MemberId == member;
}
