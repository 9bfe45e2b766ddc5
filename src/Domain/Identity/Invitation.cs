using System.Security.Cryptography;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>Invites a person into an organization, by a link that works once, for a week. Only the hash of its token is kept.</summary>
public sealed class Invitation : AggregateRoot, IOrganizationOwned
{
    public const int EmailMaxLength = 254;
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private Invitation()
    {
    }

    public InvitationId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The e-mail address of the person invited, who signs in with it after accepting.</summary>
    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>SHA-256 of the newest link's token, in lower-case hexadecimal: earlier links stop working.</summary>
    public string TokenHash { get; private set; } = "";

    public MembershipId InvitedBy { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static Invitation Send(
        OrganizationId organizationId,
        string email,
        string name,
        Role role,
        MembershipId invitedBy,
        string token,
        DateTimeOffset now)
    {
        var invitation = new Invitation
        {
            Id = InvitationId.New(),
            OrganizationId = organizationId,
            Email = Write(email),
            Name = name,
            Role = role,
            InvitedBy = invitedBy,
        };
        invitation.MakeLink(token, now);
        return invitation;
    }

    /// <summary>The secret in a link: 32 random bytes, in lower-case hexadecimal.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>An e-mail address as it is stored: in lower case.</summary>
    public static string Write(string email) => email.ToLowerInvariant();

    public InvitationState StateAt(DateTimeOffset now) => this switch
    {
        { AcceptedAt: not null } => InvitationState.Accepted,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ => EndsAt <= now ? InvitationState.Expired : InvitationState.Open,
    };

    /// <summary>Makes a new link, even after the last one has expired.</summary>
    public void SendAgain(string token, DateTimeOffset now)
    {
        EnsureNotOver(now, InvitationState.Open, InvitationState.Expired);
        MakeLink(token, now);
        CountChange();
    }

    public void Revoke(DateTimeOffset now)
    {
        EnsureNotOver(now, InvitationState.Open, InvitationState.Expired, InvitationState.Revoked);
        RevokedAt ??= now;
        CountChange();
    }

    public void Accept(DateTimeOffset now)
    {
        EnsureNotOver(now, InvitationState.Open);
        AcceptedAt = now;
        CountChange();
    }

    private void MakeLink(string token, DateTimeOffset now) => (TokenHash, SentAt, EndsAt) = (ApiToken.HashOf(token), now, now + Lasts);

    private void EnsureNotOver(DateTimeOffset now, params InvitationState[] allowed)
    {
        if (!allowed.Contains(StateAt(now)))
        {
            throw new DomainRuleException(RuleCodes.InvitationOver, "The invitation was accepted or revoked, or has expired.");
        }
    }
}
