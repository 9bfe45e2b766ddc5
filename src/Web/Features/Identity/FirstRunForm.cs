using System.Globalization;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class FirstRunForm : IForm
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

    [Field("first-run.own-name")]
    public string? AdminName { get; init; }

    [Field("form.email")]
    public string? AdminEmail { get; init; }

    [Field("form.new-password", IsSecret = true)]
    public string? AdminPassword { get; init; }

    /// <summary>What is likely, by the language that the page is read in and the zone of the browser.</summary>
    public static FirstRunForm Suggest(Viewer viewer)
    {
        var (language, isBrazilian) = (CultureInfo.CurrentUICulture.Name, CultureInfo.CurrentUICulture.Name is "pt-BR");
        return new FirstRunForm
        {
            Country = isBrazilian ? "BR" : "US",
            Language = language,
            TimeZone = Places.IsTimeZone(viewer.Zone.Id) ? viewer.Zone.Id : isBrazilian ? "America/Sao_Paulo" : "America/New_York",
        };
    }

    public CreateOrganization ToCommand() => new(
        Name?.Trim() ?? "",
        Country ?? "",
        Language ?? "",
        TimeZone ?? "",
        AdminName?.Trim() ?? "",
        AdminEmail?.Trim() ?? "",
        AdminPassword ?? "",
        AsFirst: true);
}

public sealed class FirstRunCodeForm
{
    [Field("first-run.code")]
    public string? Code { get; init; }
}
