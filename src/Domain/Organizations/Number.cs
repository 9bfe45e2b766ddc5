using System.Text.RegularExpressions;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>
/// A telephone number of the organization that Twilio calls from. It stays when Twilio lists it no longer, so that its label and whose it
/// was are not lost.
/// </summary>
public sealed partial class Number : AggregateRoot, IOrganizationOwned
{
    public const int LabelMaxLength = 64;

    private Number()
    {
    }

    public NumberId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PhoneNumber PhoneNumber { get; private set; } = null!;

    public NumberOrigin Origin { get; private set; }

    /// <summary>Twilio's, <c>PN…</c>; null for a number that was typed and that Twilio has not listed yet.</summary>
    public string? Sid { get; private set; }

    /// <summary>What the organization calls it; empty where it does not.</summary>
    public string Label { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2; null for a number that belongs to no country.</summary>
    public string? Country { get; private set; }

    public bool HasVoice { get; private set; }

    public bool HasSms { get; private set; }

    /// <summary>Whose calls come from it; null for a number of all.</summary>
    public MembershipId? MemberId { get; private set; }

    /// <summary>The order in which numbers were added: where no caller ID is chosen, the first is.</summary>
    public int Position { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>When Twilio was first found to list it no longer (UTC); null while it is the organization's.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>
    /// What stood with the number at Twilio before CrmVoice set what happens when it is called, and what it set; null where it set nothing,
    /// or that was undone. Encrypted, since addresses of others may carry passwords.
    /// </summary>
    public string? ProtectedVoiceChange { get; private set; }

    /// <summary>When CrmVoice set it (UTC).</summary>
    public DateTimeOffset? VoiceChangedAt { get; private set; }

    /// <summary>Calls may come from it.</summary>
    public bool MayCall => RemovedAt is null && HasVoice;

    /// <summary>Until Twilio says otherwise, a number can be called from.</summary>
    /// <param name="label">Cut where it is too long.</param>
    public static Number Add(
        OrganizationId organizationId, PhoneNumber phoneNumber, string? country, string label, int position, DateTimeOffset now) => new()
        {
            Id = NumberId.New(),
            OrganizationId = organizationId,
            PhoneNumber = phoneNumber,
            Country = country,
            Label = label.Length <= LabelMaxLength ? label : label[..LabelMaxLength],
            HasVoice = true,
            Position = position,
            AddedAt = now,
        };

    /// <summary>Twilio lists it as the account's, or as one of its caller IDs.</summary>
    public void Bind(NumberOrigin origin, string sid, bool hasVoice, bool hasSms)
    {
        if ((Origin, Sid, HasVoice, HasSms, RemovedAt) == (origin, sid, hasVoice, hasSms, null))
        {
            return;
        }

        // Bought again, or another account's: what was set before was set with another one.
        if (Sid != sid)
        {
            (ProtectedVoiceChange, VoiceChangedAt) = (null, null);
        }

        (Origin, Sid, HasVoice, HasSms, RemovedAt) = (origin, sid, hasVoice, hasSms, null);
        CountChange();
    }

    /// <summary>What happens at Twilio when the number is called is about to be changed, so that it can be undone.</summary>
    public void KeepVoiceChange(string protectedChange, DateTimeOffset now)
    {
        (ProtectedVoiceChange, VoiceChangedAt) = (protectedChange, now);
        CountChange();
    }

    /// <summary>It was undone, or Twilio did not do it.</summary>
    public void ForgetVoiceChange()
    {
        (ProtectedVoiceChange, VoiceChangedAt) = (null, null);
        CountChange();
    }

    /// <summary>Twilio lists it no longer.</summary>
    public void Remove(DateTimeOffset now)
    {
        if (RemovedAt is null)
        {
            RemovedAt = now;
            CountChange();
        }
    }

    public void Relabel(string label)
    {
        Label = label;
        CountChange();
    }

    public void AssignTo(MembershipId? member)
    {
        MemberId = member;
        CountChange();
    }

    public static bool IsSid(string? text) => text is not null && SidForm().IsMatch(text);

    [GeneratedRegex(@"^PN[0-9a-fA-F]{32}\z")]
    private static partial Regex SidForm();
}
