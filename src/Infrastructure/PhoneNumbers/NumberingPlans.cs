using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using PhoneNumbers;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;

namespace CrmVoice.Infrastructure.PhoneNumbers;

/// <summary>What Google's libphonenumber knows of the numbering plans of all countries.</summary>
internal sealed class NumberingPlans
{
    public const int NorthAmerica = 1;
    private const int LongestCallingCode = 3;
    private const int LongestShortNumber = 6;
    private const string NoCountry = "ZZ";

    private readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();
    private readonly ShortNumberInfo shortNumbers = ShortNumberInfo.GetInstance();

    public NumberingPlans() => Regions = [.. library.GetSupportedRegions().Order(StringComparer.Ordinal), NumberPlace.International];

    /// <summary>Those of countries, and at last that of numbers that belong to none.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>0 for a country that is not known.</summary>
    public int CallingCodeOf(string country) => library.GetCountryCodeForRegion(country);

    /// <summary>The calling code that digits begin with, as after a plus sign; 0 where they begin with none.</summary>
    public int CallingCodeAt(string digits)
    {
        if (digits.StartsWith('0'))
        {
            return 0;
        }

        // No code begins with another code.
        return Enumerable.Range(1, Math.Min(LongestCallingCode, digits.Length))
            .Select(length => int.Parse(digits[..length], CultureInfo.InvariantCulture))
            .FirstOrDefault(library.GetSupportedCallingCodes().Contains);
    }

    public static int LengthOf(int callingCode) => callingCode.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>Whether extensions there are digits behind the number, set off by a hyphen and dialled with it: 030 123456-78.</summary>
    public static bool DialsExtensions(int callingCode) => callingCode is 49 or 43;

    /// <summary>The pattern of what people of a country dial before a foreign number; null where none is known.</summary>
    public string? InternationalPrefixOf(string country) =>
        library.GetMetadataForRegion(country) is { HasInternationalPrefix: true } plan ? plan.InternationalPrefix : null;

    /// <summary>
    /// Whether somebody can have the number, digit for digit: libphonenumber would also take one with a 0 or a 1 too much.
    /// </summary>
    public bool IsAssigned(string e164) =>
        Parse(e164, country: null) is { } number && library.IsValidNumber(number) && library.Format(number, PhoneNumberFormat.E164) == e164;

    /// <summary>Whether one digit more, less or other behind the country code makes a number that somebody can have.</summary>
    public bool IsNearlyAssigned(string digits)
    {
        var start = CallingCodeAt(digits) is > 0 and var code ? LengthOf(code) : digits.Length;
        return Enumerable
            .Range(start, digits.Length - start)
            .Any(at =>
                IsAssigned($"+{digits.Remove(at, 1)}")
                || "0123456789".Any(digit =>
                    IsAssigned($"+{digits[..at]}{digit}{digits[(at + 1)..]}") || IsAssigned($"+{digits[..at]}{digit}{digits[at..]}")));
    }

    /// <summary>Emergency numbers of all countries, and the short numbers of one.</summary>
    public bool IsShort(string digits, string country) => digits.Length is > 1 and <= LongestShortNumber
        && (Regions.Any(region => shortNumbers.IsEmergencyNumber(digits, region))
            || (Parse(digits, country) is { } number && shortNumbers.IsValidShortNumberForRegion(number, country)));

    /// <summary>Reads digits as people of a country dial them among themselves.</summary>
    public NumberReading ReadNational(string digits, string country) =>
        Judge(Parse(digits, country) is { } number && number.CountryCode == CallingCodeOf(country) ? number : null);

    /// <summary>Reads digits as they stand after a plus sign.</summary>
    public NumberReading ReadInternational(string digits) => Judge(Parse($"+{digits}", country: null));

    public string Format(PhoneNumber number, string viewerCountry) =>
        Parse(number.Value, country: null) is { } parsed
            ? library.Format(
                parsed,
                parsed.CountryCode == CallingCodeOf(viewerCountry) ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL)
            : number.Value;

    // Many regions share +1, +7 and +44: which one it is stands further behind.
    public NumberPlace PlaceOf(PhoneNumber number) => Parse(number.Value, country: null) is { } parsed
        ? new NumberPlace(
            library.GetRegionCodeForNumber(parsed) ?? library.GetRegionCodeForCountryCode(parsed.CountryCode),
            library.GetNumberType(parsed) is PhoneNumberType.PREMIUM_RATE)
        : new NumberPlace(NumberPlace.International, IsPremiumRate: false);

    private NumberReading Judge(global::PhoneNumbers.PhoneNumber? number)
    {
        if (number is not null
            && library.IsValidNumber(number)
            && library.Format(number, PhoneNumberFormat.E164) is var e164
            && PhoneNumber.IsValid(e164))
        {
            return NumberReading.Of(PhoneNumber.Parse(e164));
        }

        var national = number is null ? "" : library.GetNationalSignificantNumber(number);
        if (number is not null && IsShort(national, library.GetRegionCodeForCountryCode(number.CountryCode)))
        {
            return NumberReading.Failed(new NumberProblem(NumberFault.ShortNumber, national));
        }

        return NumberReading.Failed(
            number is null
                ? new NumberProblem(NumberFault.TooShort)
                : library.IsPossibleNumberWithReason(number) switch
                {
                    PhoneNumberUtil.ValidationResult.TOO_SHORT or PhoneNumberUtil.ValidationResult.INVALID_LENGTH => new NumberProblem(
                        NumberFault.TooShort),
                    PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => new NumberProblem(NumberFault.AreaCodeMissing),
                    PhoneNumberUtil.ValidationResult.TOO_LONG => new NumberProblem(NumberFault.TooLong),
                    _ when number.CountryCode == NorthAmerica && !IsAssigned($"+1{national[..3]}2002000") => new NumberProblem(
                        NumberFault.AreaCodeUnknown,
                        national[..3]),
                    _ => new NumberProblem(NumberFault.NotAssigned),
                });
    }

    private global::PhoneNumbers.PhoneNumber? Parse(string text, string? country)
    {
        try
        {
            return library.Parse(text, country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
