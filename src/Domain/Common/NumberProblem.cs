namespace CrmVoice.Domain.Common;

/// <summary>Why a text is not a number that can be dialled.</summary>
/// <param name="Part">The part that is wrong, as it was written: an area code, a tail, letters.</param>
/// <param name="Suggestion">What is likely meant. A person may take it; it is never taken silently.</param>
public sealed record NumberProblem(NumberFault Fault, string? Part = null, PhoneNumber? Suggestion = null)
{
    /// <summary>The text it is about, where it is one of several.</summary>
    public string? Written { get; init; }

    // Never shown by accident: what was written stays out of logs and exception texts.
    public override string ToString() => Fault.ToString();
}

public enum NumberFault
{
    /// <summary>There are no digits.</summary>
    NoDigits,

    /// <summary>A letter or a sign stands where only digits are dialled.</summary>
    InTheWay,

    /// <summary>The number is complete before this part: an extension, a remark.</summary>
    SomethingBehind,

    /// <summary>Something as long as another number follows the first.</summary>
    SecondNumber,

    AreaCodeMissing,

    AreaCodeUnknown,

    CountryCodeUnknown,

    /// <summary>A Brazilian mobile number from before mobile numbers had nine digits.</summary>
    NinthDigitMissing,

    TooShort,

    TooLong,

    /// <summary>Has the right length, but cannot be anybody's number.</summary>
    NotAssigned,

    /// <summary>An emergency or service number, which only the telephone itself reaches.</summary>
    ShortNumber,

    /// <summary>The digits fit two numbers, or are grouped where no part of a number ends.</summary>
    Unclear,

    /// <summary>One of the organization's own numbers, where somebody's telephone is wanted.</summary>
    OrganizationNumber,

    /// <summary>None of the organization's numbers, where one of them is wanted to call from.</summary>
    NotOwned,
}
