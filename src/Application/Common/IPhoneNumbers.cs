using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>Reads the spellings that people use for telephone numbers, and writes numbers for people.</summary>
public interface IPhoneNumbers
{
    /// <param name="text">Any usual spelling, such as <c>(11) 98765-4321</c> or <c>0 15 11 98765-4321</c>.</param>
    /// <param name="country">ISO 3166-1 alpha-2; numbers without a country code are read as that country's.</param>
    /// <returns>Null where the text is no number that can be dialled.</returns>
    PhoneNumber? Read(string? text, string country);

    /// <summary><c>(11) 98765-4321</c> for a viewer in Brazil, <c>+55 11 98765-4321</c> for one elsewhere.</summary>
    string Format(PhoneNumber number, string viewerCountry);
}

public static class PhoneNumbers
{
    /// <summary>Null for an empty text.</summary>
    /// <exception cref="DomainRuleException">There is a text, and it is no number that can be dialled.</exception>
    public static PhoneNumber? ReadOptional(this IPhoneNumbers phoneNumbers, string? text, string country) => string.IsNullOrWhiteSpace(text)
        ? null
        : phoneNumbers.Read(text, country) ?? throw new DomainRuleException(RuleCodes.InvalidNumber, "This is not a number that can be dialled.");
}
