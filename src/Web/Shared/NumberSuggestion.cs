using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>What was likely meant by a number that cannot be dialled: one press takes it, and saves the form with it.</summary>
/// <param name="Field">The form's field.</param>
/// <param name="Number">As people write it.</param>
/// <param name="Value">What the field says then.</param>
public sealed record NumberSuggestion(string Field, string Number, string Value)
{
    public static NumberSuggestion? For(IForm form, NumberProblem? problem, Viewer viewer) =>
        problem?.Suggestion is { } suggestion && viewer.Number(suggestion.Value) is var number
            ? new NumberSuggestion(form.NumberField, number, form.WithNumber(problem.Written ?? "", number))
            : null;
}

internal static class NumberSuggestions
{
    private const string Key = "number-suggestion";

    public static void Suggest(this ViewDataDictionary data, NumberSuggestion? suggestion) => data[Key] = suggestion;

    public static NumberSuggestion? Suggestion(this ViewDataDictionary data) => data[Key] as NumberSuggestion;

    /// <summary>Says beside the field what is wrong with a number that earlier rules let in.</summary>
    public static void PointOut(
        this Controller controller,
        IForm form,
        NumberProblem? problem,
        Viewer viewer,
        IStringLocalizer<Words> words)
    {
        if (problem is null)
        {
            return;
        }

        controller.ModelState.AddModelError(form.NumberField, NumberWords.Refuse(problem, words));
        controller.ViewData.Suggest(NumberSuggestion.For(form, problem, viewer));
    }
}
