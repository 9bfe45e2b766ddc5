using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class InstallationOrganizationForm : IForm
{
    public string View => "New";

    [Field("first-run.organization")]
    public string? Name { get; init; }

    [Field("form.country")]
    public string? Country { get; init; }

    [Field("form.language")]
    public string? Language { get; init; }

    [Field("form.time-zone")]
    public string? TimeZone { get; init; }

    [Field("installation.admin-name")]
    public string? AdminName { get; init; }

    [Field("form.email")]
    public string? AdminEmail { get; init; }

    /// <summary>What is likely, by the language that the page is read in and the zone of the browser.</summary>
    public static InstallationOrganizationForm Suggest(Viewer viewer)
    {
        var likely = FirstRunForm.Suggest(viewer);
        return new InstallationOrganizationForm { Country = likely.Country, Language = likely.Language, TimeZone = likely.TimeZone };
    }

    public CreateFurtherOrganization ToCommand() => new(
        Name?.Trim() ?? "",
        Country ?? "",
        Language ?? "",
        TimeZone ?? "",
        AdminName?.Trim() ?? "",
        AdminEmail?.Trim() ?? "");
}
