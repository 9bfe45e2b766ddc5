using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>
/// The forms in which one and the same telephone may be written or sent. Networks and address books differ where a country has added digits
/// to its mobile numbers: Brazil's ninth digit (2012 to 2016), Argentina's 9 and Mexico's 1 after the country code.
/// </summary>
internal static class NumberSpellings
{
    private const int BrazilianLength = 14;

    /// <summary>All of them, the number itself first.</summary>
    public static IReadOnlyList<PhoneNumber> Of(PhoneNumber number) => Other(number.Value) is { } other && PhoneNumber.IsValid(other)
        ? [number, PhoneNumber.Parse(other)]
        : [number];

    /// <summary>The same for all spellings of a number: the longest.</summary>
    public static PhoneNumber Canonical(PhoneNumber number) => Of(number).MaxBy(spelling => spelling.Value.Length)!;

    private static string? Other(string number) => number switch
    {
        // +55, two digits of the area, and 9 before a mobile number of eight digits.
        ['+', '5', '5', _, _, '9', >= '6', ..] when number.Length == BrazilianLength => number[..5] + number[6..],
        ['+', '5', '5', _, _, >= '6', ..] when number.Length == BrazilianLength - 1 => $"{number[..5]}9{number[5..]}",
        ['+', '5', '4', '9', ..] when number.Length == 14 => $"+54{number[4..]}",
        ['+', '5', '4', ..] when number.Length == 13 => $"+549{number[3..]}",
        ['+', '5', '2', '1', ..] when number.Length == 14 => $"+52{number[4..]}",
        ['+', '5', '2', ..] when number.Length == 13 => $"+521{number[3..]}",
        _ => null,
    };
}
