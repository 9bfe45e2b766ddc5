using System.Text.RegularExpressions;
using CrmVoice.Application.Common;
using PhoneNumbers;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;

namespace CrmVoice.Infrastructure.PhoneNumbers;

/// <summary>Google's libphonenumber behind our port.</summary>
internal sealed partial class LibPhoneNumbers : IPhoneNumbers
{
    private readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();

    public PhoneNumber? Read(string? text, string country)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 64)
        {
            return null;
        }

        try
        {
            var parsed = library.Parse(WithoutCarrier(text, country), country);
            // "Possible", not "valid": numbering plans grow faster than libraries, and Twilio has the last word.
            return !parsed.HasExtension && library.IsPossibleNumberWithReason(parsed) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE && library.Format(parsed, PhoneNumberFormat.E164) is var e164 && PhoneNumber.IsValid(e164)
                ? PhoneNumber.Parse(e164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    public string Format(PhoneNumber number, string viewerCountry)
    {
        try
        {
            var parsed = library.Parse(number.Value, defaultRegion: null);
            return library.Format(parsed, parsed.CountryCode == library.GetCountryCodeForRegion(viewerCountry) ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return number.Value;
        }
    }

    // In Brazil people write the long-distance carrier into the number: 0 15 11 98765-4321 is 11 98765-4321.
    private static string WithoutCarrier(string text, string country)
    {
        if (country is not "BR" || text.Contains('+', StringComparison.Ordinal))
        {
            return text;
        }

        var digits = NotADigit().Replace(text, "");
        return BrazilianWithCarrier().Match(digits) is { Success: true } match ? match.Groups["number"].Value : text;
    }

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NotADigit();

    [GeneratedRegex("^0[1-9][0-9](?<number>[1-9][1-9][0-9]{8,9})$")]
    private static partial Regex BrazilianWithCarrier();
}
