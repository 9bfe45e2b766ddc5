using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class ApiTokenForm : IForm
{
    /// <summary>Of <see cref="Lasts"/>: as long as <see cref="EndsAt"/> says.</summary>
    public const string UntilDate = "date";

    /// <summary>Days to choose from.</summary>
    public static readonly int[] Days = [30, 90, 365];

    public string View => "New";

    [Field("form.name")]
    public string? Name { get; init; }

    [Field("api-tokens.scope")]
    public string? Scope { get; init; }

    [Field("api-tokens.lasts")]
    public string? Lasts { get; init; }

    /// <summary>The last day, such as <c>2026-12-31</c>.</summary>
    [Field("api-tokens.last-day")]
    public string? EndsAt { get; init; }

    public CreateApiToken ToCommand(Viewer viewer) => new(
        Name?.Trim() ?? "",
        // What is no scope of ours is none that there is.
        Kebab.TryRead<ApiTokenScope>(Scope) ?? (ApiTokenScope)(-1),
        Lasts is UntilDate ? EndOfDay(viewer) : Days.Contains(DaysToLast) ? viewer.Now.AddDays(DaysToLast) : null);

    private int DaysToLast => int.TryParse(Lasts, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;

    private DateTimeOffset? EndOfDay(Viewer viewer) =>
        DateOnly.TryParseExact(EndsAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day < DateOnly.MaxValue
            ? day.AddDays(1).StartIn(viewer.Zone)
            : null;
}
