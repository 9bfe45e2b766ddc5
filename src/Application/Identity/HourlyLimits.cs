using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>How often within an hour one member may do the same, and all members of an organization together.</summary>
/// <param name="Actions">What counts, as the audit log has it.</param>
public sealed record HourlyLimit(int ByMember, int InOrganization, params AuditAction[] Actions)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>A member replaces all the tokens that somebody may have, and half of them again.</summary>
    public static HourlyLimit ApiTokens { get; } = new(30, 150, AuditAction.ApiTokenCreated);

    /// <summary>A team is invited in one go; each invitation may be a mail to a stranger.</summary>
    public static HourlyLimit Invitations { get; } = new(60, 120, AuditAction.MemberInvited, AuditAction.InvitationSentAgain);

    public static HourlyLimit PasswordLinks { get; } = new(20, 60, AuditAction.PasswordLinkMade);

    /// <summary>And links for their first admins; by an installation admin, in the organization where the person is signed in.</summary>
    public static HourlyLimit Organizations { get; } = new(10, 20, AuditAction.OrganizationAdded, AuditAction.FirstInvitationRenewed);

    /// <param name="recent">Within the last hour, oldest first.</param>
    /// <returns>When it may be done again (UTC); null for now.</returns>
    public DateTimeOffset? NextAt(IReadOnlyList<RecentAction> recent, MembershipId member)
    {
        DateTimeOffset?[] all =
        [
            NextAt([.. recent.Where(action => action.By == member).Select(action => action.At)], ByMember),
            NextAt([.. recent.Select(action => action.At)], InOrganization),
        ];
        return all.Max();
    }

    private static DateTimeOffset? NextAt(List<DateTimeOffset> times, int most) =>
        times.Count < most ? null : times[times.Count - most] + Window;
}

/// <summary>
/// Refuses what was done too often. It looks at what is stored, so requests that run at the same moment may exceed a limit by as many as
/// are let in together.
/// </summary>
internal sealed class HourlyLimits(IRecentActions recent, ICurrentUser user, TimeProvider clock)
{
    /// <exception cref="DomainRuleException">It has to wait; the exception says until when.</exception>
    public async Task EnsureAsync(HourlyLimit limit, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - HourlyLimit.Window;
        var done = await recent.ListAsync(user.OrganizationId, limit.Actions, since, cancellationToken);
        if (limit.NextAt(done, user.MembershipId) is { } next)
        {
            throw new DomainRuleException(RuleCodes.TooOften, "This was done too often within an hour.") { AllowedFrom = next };
        }
    }
}
