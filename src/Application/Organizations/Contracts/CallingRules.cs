using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>Whom the organization lets be called. Holds for whatever has a telephone ring, before the carrier is asked.</summary>
public static class CallingRules
{
    /// <exception cref="DomainRuleException">The number is of a country that is not allowed, or is blocked.</exception>
    public static void EnsureMayCall(this CallingProfile organization, PhoneNumber number, IPhoneNumbers phoneNumbers)
    {
        if (organization.RefusalOf(number, phoneNumbers) is { } refusal)
        {
            throw refusal.AsException();
        }
    }

    /// <summary>The same for the phone of whoever calls: it costs as much, and it may be anywhere.</summary>
    /// <exception cref="DomainRuleException">The phone is in a country that is not allowed, or is blocked.</exception>
    public static void EnsureMayCallOwnPhone(this CallingProfile organization, PhoneNumber phone, IPhoneNumbers phoneNumbers)
    {
        if (organization.RefusalOf(phone, phoneNumbers) is { } refusal)
        {
            throw (refusal with { IsOfOwnPhone = true }).AsException();
        }
    }

    private static LimitRefusal? RefusalOf(this CallingProfile organization, PhoneNumber number, IPhoneNumbers phoneNumbers) =>
        organization.Limits.RefusalOf(number, phoneNumbers.PlaceOf(number), organization.Country);
}
