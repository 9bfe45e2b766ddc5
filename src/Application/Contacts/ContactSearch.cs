using System.Globalization;
using System.Text;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;

namespace CrmVoice.Application.Contacts;

/// <summary>A text that somebody types to find a contact, split into terms that all have to match.</summary>
/// <param name="Terms">Each in all the spellings that it may be stored in.</param>
/// <param name="Number">The whole text, read as a telephone number.</param>
/// <param name="DigitCount">How many digits there are in it.</param>
internal sealed record ContactSearch(IReadOnlyList<IReadOnlyList<string>> Terms, NumberReading Number, int DigitCount)
{
    private const int ShortestRest = 2;
    private const int ShortestNumber = 8;

    public static ContactSearch Of(string text, string country, IPhoneNumbers phoneNumbers)
    {
        var whole = phoneNumbers.Read(text, country);
        var words = Tokens(text);
        if (whole.IsNumber)
        {
            return new ContactSearch(
                [Spellings(string.Join(' ', words.Where(IsNumeric)), whole)],
                whole,
                DigitsOf(string.Concat(words)).Length);
        }

        var terms = words.Where(HasLetters).Select(word => (IReadOnlyList<string>)[Contact.Fold(word)]).ToList();
        var hasNames = terms.Count > 0;
        foreach (var run in Runs(words))
        {
            var spellings = Spellings(string.Join(' ', run), phoneNumbers.Read(string.Join(' ', run), country));
            // Next to a name, separate groups of digits may also mean different things: a house number, part of a telephone number.
            terms.AddRange(
                hasNames ? run.Select(part => (IReadOnlyList<string>)[.. spellings, DigitsOf(part), Contact.Fold(part)]) : [spellings]);
        }

        return new ContactSearch(terms, whole, DigitsOf(string.Concat(words)).Length);
    }

    /// <summary>The number, if the text was likely meant as a complete one to call; null where it is part of one, or a name.</summary>
    /// <param name="isFound">Whether a contact matches: a short number is then not meant to be called.</param>
    public NumberReading? WholeNumber(bool isFound) => Number switch
    {
        { IsNumber: true } => Number,
        { Problem.Fault: NumberFault.ShortNumber } => isFound ? null : Number,
        { Problem.Fault: NumberFault.InTheWay or NumberFault.NoDigits } => null,
        _ => DigitCount >= ShortestNumber ? Number : null,
    };

    /// <summary>Digits as they may be stored: with the country code, and without dialling prefixes.</summary>
    private static IReadOnlyList<string> Spellings(string text, NumberReading reading)
    {
        var digits = DigitsOf(text.Replace("(0)", "", StringComparison.Ordinal));
        string[] prefixed = digits switch
        {
            ['0', '0', ..] => [digits[2..], digits[Math.Min(4, digits.Length)..]],
            ['0', ..] => [digits[1..], digits[Math.Min(3, digits.Length)..]],
            _ => [],
        };
        return
        [
            .. prefixed.Where(rest => rest.Length >= ShortestRest),
            digits,
            .. text.Contains(' ', StringComparison.Ordinal) ? [] : new[] { Contact.Fold(text) },
            .. (reading.Number ?? reading.Problem?.Suggestion) is { } number ? [number.Value[1..]] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<List<string>> Runs(IReadOnlyList<string> words)
    {
        var run = new List<string>();
        foreach (var word in words.Append("end"))
        {
            if (IsNumeric(word))
            {
                run.Add(word);
            }
            else if (HasLetters(word) && run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
    }

    // Words without letters or digits match nobody and are dropped, whatever they would mean to a database.
    private static IReadOnlyList<string> Tokens(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.Format))
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            plain.Append(digit >= 0 ? (char)('0' + digit) : char.IsWhiteSpace(character) ? ' ' : character);
        }

        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => HasLetters(word) || IsNumeric(word))];
    }

    private static bool HasLetters(string word) => word.Any(char.IsLetter);

    private static bool IsNumeric(string word) => !HasLetters(word) && word.Any(char.IsAsciiDigit);

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
