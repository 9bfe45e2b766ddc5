using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmVoice.Infrastructure.PhoneNumbers;

/// <summary>A text taken apart: its digits, where they stand apart, and the first thing that is no part of a number.</summary>
internal sealed partial class WrittenNumber
{
    private const string Separators = " -.()/";

    // What people write beside a number to say which it is. All else in letters may mean something, and is refused by name.
    private const string Labels = "tel(?:efone|éfono|ephone)?|fone|phone|fixo|cel(?:ular)?|cell|mobile|móvel|móvil|whats(?:app)?|zap";

    private WrittenNumber(string digits, bool hasPlus, IReadOnlyList<Gap> gaps, string? obstacle = null, string? rest = null) =>
        (Digits, HasPlus, Gaps, Obstacle, Rest) = (digits, hasPlus, gaps, obstacle, rest);

    public string Digits { get; }

    public bool HasPlus { get; }

    /// <summary>Where digits stand apart, from left to right.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>The letters or signs at which reading ended; null where all was read.</summary>
    public string? Obstacle { get; }

    /// <summary>All that was not read.</summary>
    public string? Rest { get; }

    public static WrittenNumber OfE164(string number) => new(number[1..], hasPlus: true, []);

    public static WrittenNumber Of(string text)
    {
        var plain = LabelBehind().Replace(LabelBefore().Replace(InPlainSigns(text), ""), "");
        plain = CarrierToBeChosen().Replace(plain, "0");
        var digits = new StringBuilder();
        var gaps = new List<Gap>();
        var (hasPlus, readUntil) = (false, 0);
        for (var at = 0; at < plain.Length; at++)
        {
            if (char.IsAsciiDigit(plain[at]))
            {
                if (digits.Length > 0 && readUntil < at)
                {
                    gaps.Add(new Gap(digits.Length, plain[readUntil..at], plain[readUntil..].Trim()));
                }

                digits.Append(plain[at]);
                readUntil = at + 1;
            }
            else if (plain[at] is '+' && digits.Length == 0 && !hasPlus)
            {
                hasPlus = true;
            }
            else if (!Separators.Contains(plain[at], StringComparison.Ordinal))
            {
                var rest = digits.Length == 0 ? at : readUntil;
                return new WrittenNumber(digits.ToString(), hasPlus, gaps, Obstruction().Match(plain, at).Value, plain[rest..].Trim());
            }
        }

        return new WrittenNumber(digits.ToString(), hasPlus, gaps);
    }

    /// <summary>What stands before a gap, as if nothing came behind.</summary>
    public WrittenNumber Before(Gap gap) => new(Digits[..gap.At], HasPlus, [.. Gaps.TakeWhile(other => other.At < gap.At)]);

    public bool IsApartAt(int digit) => Gaps.Any(gap => gap.At == digit);

    /// <summary>
    /// Whether a part may be what stands from one digit to another: a short group of its own that begins there has to end there.
    /// </summary>
    public bool MayBePart(int start, int end) =>
        Gaps.FirstOrDefault(gap => gap.At > start) is not { } first || first.At == end || first.At > start + 3;

    // One sign for each kind: people copy numbers out of documents, which use whatever looks right.
    private static string InPlainSigns(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Format => "",
                _ when rune.Value is >= 0xFE00 and <= 0xFE0F => "",
                UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
                UnicodeCategory.DashPunctuation => "-",
                UnicodeCategory.OpenPunctuation => "(",
                UnicodeCategory.ClosePunctuation => ")",
                _ when Rune.IsWhiteSpace(rune) => " ",
                _ => rune.Value switch
                {
                    '\u2212' or '\u30FC' => "-",
                    '\u00B7' or '\uFF0E' => ".",
                    '\uFF0F' => "/",
                    '\uFF0B' or '\uFE62' => "+",
                    _ => rune.ToString(),
                },
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"^(?:[\s(-]*(?:" + Labels + @")\b[\s.:/)-]*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelBefore();

    [GeneratedRegex(@"(?:[\s(,/-]*(?<!\p{L})(?:" + Labels + @")\b[\s.)]*)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelBehind();

    // Brazil, as on letterheads: 0xx11 leaves the long-distance carrier to the caller.
    [GeneratedRegex(
        @"(?<=^[\s(]*(?:\+?\s*55[\s(.-]*)?)0?[\s(]*(?:xx|\*\*)(?=[\s().-]*[1-9][0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CarrierToBeChosen();

    [GeneratedRegex(@"\G(?:\+|[^0-9 .()/+-]+)")]
    private static partial Regex Obstruction();
}

/// <param name="At">The digit before which it is.</param>
/// <param name="Signs">What stands there.</param>
/// <param name="Tail">All from there to the end of the text.</param>
internal sealed record Gap(int At, string Signs, string Tail)
{
    public bool Has(char sign) => Signs.Contains(sign, StringComparison.Ordinal);
}
