using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>Says what a check of the set-up found, and how to mend it.</summary>
internal static class SetupWords
{
    public static string Say(SetupFinding finding, IStringLocalizer<Words> words, Viewer viewer)
    {
        if (finding.State is SetupState.NotChecked)
        {
            return finding.Error is null ? words[$"setup-check.{finding.Case}", [.. finding.Details]] : words["setup-check.refused"];
        }

        object[] places = finding.Numbers.Count > 0
            ? [string.Join(", ", finding.Numbers.Select(viewer.Number)), .. finding.Details]
            : [.. finding.Details];
        return words[$"setup-check.{finding.Check}.{finding.Case}", places];
    }

    public static string IconOf(SetupState state) => state switch
    {
        SetupState.Good => "check-circle-fill",
        SetupState.Wrong => "exclamation-circle",
        SetupState.Warning => "exclamation-triangle",
        SetupState.NotChecked => "dash-circle",
    };
}
