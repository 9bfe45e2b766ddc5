using System.Diagnostics.CodeAnalysis;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>Reads the spellings that people use for telephone numbers, and writes numbers for people.</summary>
public interface IPhoneNumbers
{
    /// <param name="text">
    /// Any usual spelling, such as <c>(11) 98765-4321</c>, <c>0 15 11 98765-4321</c> or <c>0055 11 98765-4321</c>.
    /// </param>
    /// <param name="country">ISO 3166-1 alpha-2; numbers without a country code are read as that country's.</param>
    NumberReading Read(string? text, string country);

    /// <summary>What is wrong with a number that is stored already; null where it can be dialled.</summary>
    NumberProblem? Check(PhoneNumber number);

    /// <summary><c>(11) 98765-4321</c> for a viewer in Brazil, <c>+55 11 98765-4321</c> for one elsewhere.</summary>
    string Format(PhoneNumber number, string viewerCountry);

    /// <summary>Where a number rings; of one that nobody can have, the first country of its calling code.</summary>
    NumberPlace PlaceOf(PhoneNumber number);

    /// <summary>Every region that a number may be of, <see cref="NumberPlace.International"/> among them.</summary>
    IReadOnlyList<string> Regions { get; }

    /// <summary>What numbers of a country begin with, such as <c>+55</c>.</summary>
    string CallingCodeOf(string country);

    /// <summary>ISO 3166-1 alpha-2; null for a number that belongs to no country.</summary>
    string? CountryOf(PhoneNumber number);

    /// <summary>
    /// A Brazilian number's area code (DDD), such as <c>11</c>; null for all others, and for numbers of no area, such as 0800.
    /// </summary>
    string? AreaOf(PhoneNumber number);
}

/// <summary>The result of reading a text: a number that can be dialled, or why it is not one.</summary>
public sealed record NumberReading
{
    private NumberReading(PhoneNumber? number, NumberProblem? problem) => (Number, Problem) = (number, problem);

    public PhoneNumber? Number { get; }

    public NumberProblem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Number))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsNumber => Number is not null;

    public static NumberReading Of(PhoneNumber number) => new(number, problem: null);

    public static NumberReading Failed(NumberProblem problem) => new(number: null, problem);
}

public static class PhoneNumbers
{
    /// <exception cref="DomainRuleException">The text is not a number that can be dialled.</exception>
    public static PhoneNumber ReadOrRefuse(this IPhoneNumbers phoneNumbers, string? text, string country)
    {
        var reading = phoneNumbers.Read(text, country);
        return reading.IsNumber ? reading.Number : throw (reading.Problem with { Written = text }).AsRefusal(RuleCodes.InvalidNumber);
    }

    /// <summary>Null for an empty text.</summary>
    /// <param name="saved">
    /// The stored number. It may stay as it is even if it cannot be dialled: nobody has to correct it just to change a name.
    /// </param>
    /// <exception cref="DomainRuleException">The text is neither empty nor a number that can be dialled.</exception>
    public static PhoneNumber? ReadOptional(this IPhoneNumbers phoneNumbers, string? text, string country, PhoneNumber? saved = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return saved is not null && phoneNumbers.IsWritten(saved, text, country) ? saved : phoneNumbers.ReadOrRefuse(text, country);
    }

    /// <summary>Whether a form that showed this number was submitted with it unchanged.</summary>
    public static bool IsWritten(this IPhoneNumbers phoneNumbers, PhoneNumber number, string text, string country) =>
        text.Trim() is var written && (written == number.Value || written == phoneNumbers.Format(number, country));

    /// <exception cref="DomainRuleException">Today's rules refuse the number; it was stored under earlier ones.</exception>
    public static void EnsureDiallable(this IPhoneNumbers phoneNumbers, PhoneNumber stored, string code)
    {
        if (phoneNumbers.Check(stored) is { } problem)
        {
            throw problem.AsRefusal(code);
        }
    }

    public static DomainRuleException AsRefusal(this NumberProblem problem, string code) =>
        new(code, "This is not a number that can be dialled.") { NumberProblem = problem };
}
