using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CrmVoice.Domain.Common;

/// <summary>
/// A telephone number in E.164 form and nothing more: a plus sign and 7 to 15 digits, the first of them not zero.
/// Reading what people write and writing what people read is <c>IPhoneNumbers</c>' work.
/// </summary>
public sealed partial record PhoneNumber
{
    public const int MaxLength = 16;

    private PhoneNumber(string value) => Value = value;

    public string Value { get; }

    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && E164().IsMatch(text);

    /// <exception cref="DomainRuleException">The text is not in E.164 form.</exception>
    public static PhoneNumber Parse(string text) => IsValid(text)
        ? new PhoneNumber(text)
        : throw new DomainRuleException(RuleCodes.InvalidNumber, "The number is not in E.164 form.");

    // Never shown by accident: numbers stay out of logs and exception texts.
    public override string ToString() => $"+…{Value[^2..]}";

    // \z, not $: a dollar sign would let a trailing line feed pass. [0-9], not \d: only ASCII digits.
    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();
}
