using System.Text.RegularExpressions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.PhoneNumbers;

/// <summary>
/// Brazil in its own ways: a long-distance carrier may stand before the area code (0 15 11 98765-4321), every number needs an area code
/// but for 0300, 0303, 0500, 0800 and 0900, and mobile numbers were given a ninth digit between 2012 and 2016.
/// </summary>
internal sealed partial class BrazilianPlan(NumberingPlans plans)
{
    public const int CallingCode = 55;
    private const string Country = "BR";
    private const int AreaLength = 2;

    /// <param name="start">The first digit after +55 or 00 55; 0 where neither is written.</param>
    public NumberReading Read(WrittenNumber written, int start)
    {
        var digits = written.Digits[start..];
        var geographic = Geographic().Match(digits);
        // After +55 another 55 is an area code.
        var reading =
            geographic.Success && (start == 0 || !geographic.Groups["code"].Success) ? ReadGeographic(written, start, geographic) : null;
        if (reading is { IsNumber: true })
        {
            return reading;
        }

        var service = Service().Match(digits);
        var number = service.Groups["number"].Value;
        return number.Length is 9 or 10 && plans.IsAssigned($"+55{number}") ? NumberReading.Of(PhoneNumber.Parse($"+55{number}"))
            : service.Groups["trunk"].Success ? Failed(number.Length > 10 ? NumberFault.TooLong : NumberFault.TooShort)
            : plans.IsShort(digits, Country) ? Failed(NumberFault.ShortNumber, digits)
            : reading ?? Failed(FaultOf(written, start));
    }

    /// <summary>The area code (DDD) of a number; null for one of another country, and for one of no area, such as 0800.</summary>
    public static string? AreaOf(PhoneNumber number)
    {
        // The second digit of an area is never 0.
        var hasArea =
            number.Value.StartsWith($"+{CallingCode}", StringComparison.Ordinal)
            && number.Value.Length is 13 or 14
            && number.Value[4] is not '0';
        return hasArea ? number.Value[3..5] : null;
    }

    private NumberReading ReadGeographic(WrittenNumber written, int start, Match match)
    {
        var (area, subscriber) = (match.Groups["area"].Value, match.Groups["subscriber"].Value);
        var standsRight = StandsRight(written, start, match);
        if (!plans.IsAssigned($"+55{area}30000000"))
        {
            return Failed(NumberFault.AreaCodeUnknown, area);
        }

        // libphonenumber still knows eight digits that begin with 7, of a radio network that was shut down in 2018.
        if (subscriber is { Length: 8 } and [>= '6', ..])
        {
            var suggestion = $"+55{area}9{subscriber}";
            return standsRight && plans.IsAssigned(suggestion)
                ? NumberReading.Failed(new NumberProblem(NumberFault.NinthDigitMissing, Suggestion: PhoneNumber.Parse(suggestion)))
                : Failed(NumberFault.TooShort);
        }

        var number = $"+55{area}{subscriber}";
        return !plans.IsAssigned(number) ? Failed(NumberFault.NotAssigned, area)
            : standsRight ? NumberReading.Of(PhoneNumber.Parse(number))
            : Failed(NumberFault.Unclear);
    }

    // A gap where no part ends shows that a digit is missing or too much, and that the parts are others.
    private bool StandsRight(WrittenNumber written, int start, Match match)
    {
        var subscriber = match.Groups["subscriber"];
        var isSetOff = written.IsApartAt(start + subscriber.Index);
        var ends = match.Groups.Values.Skip(1).Where(part => part.Success).Select(part => part.Index + part.Length).Append(0).ToList();
        var before = written.Gaps.Select(gap => gap.At - start).Where(at => at >= 0 && at < subscriber.Index);
        var within = written
            .Gaps.Select(gap => written.Digits.Length - gap.At)
            .Where(fromEnd => fromEnd < subscriber.Length)
            .Order()
            .ToArray();
        return before.All(ends.Contains)
            && MayHaveCarrier(written, start, match, isSetOff)
            && within switch
            {
                [] or [4] => true,
                [4, ..] or [2, 4, 6] or [2, 4, 6, 8] => isSetOff,
                [8] or [3, 6] => isSetOff && subscriber.Length == 9,
                _ => false,
            };
    }

    // What looks like a carrier may be the area code of a number with a digit too much: 011 91234-56789 is not in area 91.
    private bool MayHaveCarrier(WrittenNumber written, int start, Match match, bool isSetOff)
    {
        var carrier = match.Groups["carrier"];
        return !carrier.Success || (isSetOff && written.IsApartAt(start + carrier.Index + carrier.Length))
            || !plans.IsNearlyAssigned($"55{written.Digits[(start + carrier.Index)..]}");
    }

    private static NumberFault FaultOf(WrittenNumber written, int start)
    {
        var first = start + (written.Digits[start..].StartsWith('0') ? 1 : 0);
        return written.Digits[first..] switch
        {
            { Length: 8 } and [>= '2', ..] or { Length: 9 } and ['9', ..] when !written.IsApartAt(first + AreaLength) =>
                NumberFault.AreaCodeMissing,
            { Length: > 11 } => NumberFault.TooLong,
            { Length: 10 or 11 } => NumberFault.NotAssigned,
            _ => NumberFault.TooShort,
        };
    }

    private static NumberReading Failed(NumberFault fault, string? part = null) => NumberReading.Failed(new NumberProblem(fault, part));

    // The lengths leave one way only to take digits apart.
    [GeneratedRegex("^(?<code>55)?(?:(?<trunk>0)(?<carrier>[1-9][0-9])?)?(?<area>[1-9][0-9])(?<subscriber>[0-9]{8,9})$")]
    private static partial Regex Geographic();

    [GeneratedRegex("^(?:55)?(?<trunk>0)?(?<number>(?:[3589]00|303)[0-9]*)$")]
    private static partial Regex Service();
}
