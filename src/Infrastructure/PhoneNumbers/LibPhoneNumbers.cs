using System.Text.RegularExpressions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.PhoneNumbers;

/// <summary>
/// Reads a text as the one number that a person would read in it, or as none: never by leaving something out or by taking one number for
/// another. What countries' numbers look like is known by Google's libphonenumber (<see cref="NumberingPlans"/>).
/// </summary>
internal sealed class LibPhoneNumbers : IPhoneNumbers
{
    private const int LongestText = 64;
    private const int ShortestNumber = 7;
    private const string Abroad = "00";

    private readonly NumberingPlans plans = new();
    private readonly BrazilianPlan brazil;

    public LibPhoneNumbers() => brazil = new BrazilianPlan(plans);

    public NumberReading Read(string? text, string country)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            return Failed(string.IsNullOrWhiteSpace(text) ? NumberFault.NoDigits : NumberFault.TooLong);
        }

        var written = WrittenNumber.Of(text);
        var reading = ReadDigits(written, country);
        if (written.Obstacle is { } obstacle)
        {
            return reading.Problem?.Fault is NumberFault.ShortNumber ? reading
                : IsWhole(reading) ? Behind(written.Rest!)
                : Failed(NumberFault.InTheWay, obstacle);
        }

        var tail = written
            .Gaps.FirstOrDefault(gap => IsTail(written, gap, country, reading.IsNumber || reading.Problem.Fault is NumberFault.Unclear))
            ?.Tail;
        return tail is null ? reading : Behind(tail);
    }

    public NumberProblem? Check(PhoneNumber number) => ReadInternational(WrittenNumber.OfE164(number.Value), start: 0).Problem;

    public string Format(PhoneNumber number, string viewerCountry) => plans.Format(number, viewerCountry);

    public NumberPlace PlaceOf(PhoneNumber number) => plans.PlaceOf(number);

    public IReadOnlyList<string> Regions => plans.Regions;

    public string CallingCodeOf(string country) => $"+{plans.CallingCodeOf(country)}";

    public string? CountryOf(PhoneNumber number) => PlaceOf(number).Region is var region and not NumberPlace.International ? region : null;

    public string? AreaOf(PhoneNumber number) => BrazilianPlan.AreaOf(number);

    private NumberReading ReadDigits(WrittenNumber written, string country)
    {
        var digits = written.Digits;
        var reading = digits.Length == 0 ? Failed(NumberFault.NoDigits)
            : written.HasPlus ? ReadInternational(written, start: 0)
            : InternationalPrefix(digits, country) is > 0 and var prefix ? ReadFromAbroad(written, country, prefix)
            : plans.CallingCodeOf(country) == BrazilianPlan.CallingCode ? brazil.Read(written, start: 0)
            : plans.ReadNational(digits, country);
        return !reading.IsNumber && plans.IsShort(digits, country) ? Failed(NumberFault.ShortNumber, digits) : reading;
    }

    /// <param name="start">Where the country code begins.</param>
    private NumberReading ReadInternational(WrittenNumber written, int start)
    {
        var digits = written.Digits[start..];
        var code = plans.CallingCodeAt(digits);
        if (code == 0)
        {
            return digits.Length == 0
                ? Failed(NumberFault.TooShort)
                : Failed(NumberFault.CountryCodeUnknown, $"+{digits[..Math.Min(digits.Length, 3)]}");
        }

        var end = start + NumberingPlans.LengthOf(code);
        var reading = code == BrazilianPlan.CallingCode ? brazil.Read(written, end) : plans.ReadInternational(digits);
        return reading.IsNumber && !written.MayBePart(start, end) ? Failed(NumberFault.Unclear) : reading;
    }

    // 00 leads abroad everywhere: lists are exported that way. Some countries dial more than that, as Brazil does with a carrier: 00 15 1
    // 415 555 0100.
    private NumberReading ReadFromAbroad(WrittenNumber written, string country, int prefix)
    {
        if (!written.Digits.StartsWith(Abroad, StringComparison.Ordinal))
        {
            return ReadInternational(written, prefix);
        }

        var plain = ReadInternational(written, Abroad.Length);
        var behind = written.Digits[Abroad.Length..];
        var code = plans.CallingCodeAt(behind);
        if (prefix == Abroad.Length || code == plans.CallingCodeOf(country) || !written.MayBePart(Abroad.Length, prefix))
        {
            return plain;
        }

        var carried = ReadInternational(written, prefix);
        var isWrittenPlain = code > 0 && written.MayBePart(Abroad.Length, Abroad.Length + NumberingPlans.LengthOf(code));
        return (plain.IsNumber, carried.IsNumber) switch
        {
            (true, true) => Failed(NumberFault.Unclear),
            // One digit away from being right without the carrier, it is that number, written wrong.
            (false, true) => isWrittenPlain && plans.IsNearlyAssigned(behind) ? plain : carried,
            (false, false) when !isWrittenPlain || carried.Problem!.Suggestion is not null => carried,
            _ => plain,
        };
    }

    private int InternationalPrefix(string digits, string country)
    {
        var abroad = digits.StartsWith(Abroad, StringComparison.Ordinal) ? Abroad.Length : 0;
        var own = plans.InternationalPrefixOf(country) is { } pattern
            ? Regex.Match(digits, $"^(?:{pattern})", RegexOptions.CultureInvariant).Length
            : 0;
        return Math.Max(abroad, own);
    }

    /// <summary>Whether the number is whole before a gap, so that what comes behind belongs to no number.</summary>
    private bool IsTail(WrittenNumber written, Gap gap, string country, bool isNumberWithIt)
    {
        var head = ReadDigits(written.Before(gap), country);
        var length = written.Digits.Length - gap.At;
        if ((head.Number ?? head.Problem!.Suggestion) is not { } number)
        {
            return isNumberWithIt && head.Problem!.Fault is NumberFault.AreaCodeMissing && IsNational(written, country)
                && (HasFixedLength(plans.CallingCodeOf(country)) ? length <= 3 : length <= 5 && gap.Has('('));
        }

        var code = plans.CallingCodeAt(number.Value[1..]);
        return !isNumberWithIt || HasFixedLength(code) || IsSetOff(written, gap, length, code);
    }

    private bool IsNational(WrittenNumber written, string country) => !written.HasPlus && InternationalPrefix(written.Digits, country) == 0;

    // Elsewhere numbers differ in length: a longer one is no sign of a tail, but for how the last digits stand.
    private static bool HasFixedLength(int callingCode) => callingCode is BrazilianPlan.CallingCode or NumberingPlans.NorthAmerica;

    private static bool IsSetOff(WrittenNumber written, Gap gap, int length, int code) =>
        (gap.Has('(') && length <= 5)
        || (gap.Has('/') && length <= 3)
        || (gap.Has('-') && length <= 3 && written.Gaps.Count(other => other.Has('-')) == 1 && !NumberingPlans.DialsExtensions(code))
        || (!gap.Has('-') && length == 1);

    private static bool IsWhole(NumberReading reading) =>
        reading.IsNumber || reading.Problem.Fault is NumberFault.NinthDigitMissing or NumberFault.AreaCodeMissing;

    private static NumberReading Behind(string tail) =>
        tail.Count(char.IsAsciiDigit) < ShortestNumber ? Failed(NumberFault.SomethingBehind, tail) : Failed(NumberFault.SecondNumber);

    private static NumberReading Failed(NumberFault fault, string? part = null) => NumberReading.Failed(new NumberProblem(fault, part));
}
