using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CrmVoice.Web.Shared;

/// <summary>What was likely meant by a number that cannot be dialled: one press takes it, and saves the form with it.</summary>
/// <param name="Field">The form's field.</param>
/// <param name="Number">As people write it.</param>
/// <param name="Value">What the field says then.</param>
public sealed record NumberSuggestion(string Field, string Number, string Value);

internal static class NumberSuggestions
{
    private const string Key = "number-suggestion";

    public static void Suggest(this ViewDataDictionary data, NumberSuggestion? suggestion) => data[Key] = suggestion;

    public static NumberSuggestion? Suggestion(this ViewDataDictionary data) => data[Key] as NumberSuggestion;
}
