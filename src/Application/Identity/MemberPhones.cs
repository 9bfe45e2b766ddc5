using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

internal static class MemberPhones
{
    /// <summary>Why a phone that was stored under earlier rules cannot be called; null where it can, or there is none.</summary>
    public static NumberProblem? CheckMemberPhone(this IPhoneNumbers phoneNumbers, PhoneNumber? phone, CallingProfile organization) =>
        phone is null
            ? null
            : phoneNumbers.Check(phone)
                ?? (organization.Numbers.Contains(phone) ? new NumberProblem(NumberFault.OrganizationNumber) : null);

    /// <summary>Before it is changed: that it is, and no number.</summary>
    public static void AddPhoneChange(this IAuditLog audit, Membership member, PhoneNumber? phone)
    {
        if (member.Phone != phone)
        {
            audit.Add(new Audited(AuditAction.PhoneChanged, AuditedKind.Member, member.Id.Value));
        }
    }

    /// <summary>The phone that rings for somebody's calls; null for an empty text.</summary>
    /// <param name="saved">The stored phone. It may stay as it is, whatever is wrong with it.</param>
    /// <exception cref="DomainRuleException">
    /// The text is not a number that can be dialled, or it is one of the organization's own.
    /// </exception>
    public static PhoneNumber? ReadMemberPhone(
        this IPhoneNumbers phoneNumbers,
        string? text,
        CallingProfile organization,
        PhoneNumber? saved = null)
    {
        var phone = phoneNumbers.ReadOptional(text, organization.Country, saved);
        return phone is not null && phone != saved && organization.Numbers.Contains(phone)
            ? throw new DomainRuleException(RuleCodes.OrganizationNumber, "The organization's own number cannot ring for its agents.")
            : phone;
    }
}
