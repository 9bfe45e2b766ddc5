using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>A person in an organization: the role, the telephone that rings, the language.</summary>
public sealed class Membership : AggregateRoot, IOrganizationOwned
{
    public const int NameMaxLength = 120;

    private Membership()
    {
    }

    public MembershipId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public UserId UserId { get; private set; }

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>The telephone that Twilio rings for this person's calls; null until it is set.</summary>
    public PhoneNumber? Phone { get; private set; }

    /// <summary>When a test call to this telephone was first answered (UTC); null until then, and for another number.</summary>
    public DateTimeOffset? PhoneAnsweredAt { get; private set; }

    /// <summary>
    /// When the person showed that this telephone is at hand (UTC), by a code that was said on it; null until then, and for another number.
    /// </summary>
    public DateTimeOffset? PhoneConfirmedAt { get; private set; }

    /// <summary>The telephone that is to ring once the person has entered the code that is said on it; null where there is none.</summary>
    public PhoneNumber? PendingPhone { get; private set; }

    /// <summary>IETF language tag the person chose; null follows the organization.</summary>
    public string? Language { get; private set; }

    /// <summary>When the person was deactivated (UTC); null while active. What the person did stays.</summary>
    public DateTimeOffset? DeactivatedAt { get; private set; }

    public bool IsActive => DeactivatedAt is null;

    public static Membership Join(
        MembershipId id,
        OrganizationId organizationId,
        UserId userId,
        string name,
        Role role,
        PhoneNumber? phone) =>
        new()
        {
            Id = id,
            OrganizationId = organizationId,
            UserId = userId,
            Name = name,
            Role = role,
            Phone = phone,
        };

    /// <summary>Another telephone, which nobody has confirmed; one that waited for its code is forgotten.</summary>
    public void ChangePhone(PhoneNumber? phone)
    {
        (PhoneAnsweredAt, PhoneConfirmedAt) = Phone == phone ? (PhoneAnsweredAt, PhoneConfirmedAt) : (null, null);
        (Phone, PendingPhone) = (phone, null);
        CountChange();
    }

    /// <summary>The present telephone stays until the code that is said on this one was entered.</summary>
    public void AwaitCode(PhoneNumber phone)
    {
        PendingPhone = phone;
        CountChange();
    }

    public void ForgetPendingPhone()
    {
        PendingPhone = null;
        CountChange();
    }

    /// <summary>The code that was said on the pending telephone was entered: it is the person's.</summary>
    public void ConfirmPendingPhone(DateTimeOffset now)
    {
        ChangePhone(PendingPhone);
        PhoneConfirmedAt = now;
    }

    /// <param name="phone">The one that was called; the person may have another by now.</param>
    public void ConfirmPhone(PhoneNumber phone, DateTimeOffset now)
    {
        if (Phone == phone && PhoneAnsweredAt is null)
        {
            PhoneAnsweredAt = now;
            CountChange();
        }
    }

    public void ChangeRole(Role role)
    {
        Role = role;
        CountChange();
    }

    public void Deactivate(DateTimeOffset now)
    {
        DeactivatedAt ??= now;
        CountChange();
    }

    public void Reactivate()
    {
        DeactivatedAt = null;
        CountChange();
    }

    /// <summary>Two tokens that are made at once are counted one after the other.</summary>
    public void TakeToken() => CountChange();

    /// <summary>
    /// Counts as a change: another admin may leave because this one stays, and removing this one at the same time has to conflict.
    /// </summary>
    public void TouchAsRemainingAdmin() => CountChange();

    public void ChooseLanguage(string? language)
    {
        Language = language;
        CountChange();
    }
}
