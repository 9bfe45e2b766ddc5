using System.Globalization;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class OpeningHoursForm : IEditForm
{
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly DayOfWeek[] fromMonday =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    public string View => "Edit";

    [Field("opening-hours.always")]
    public bool IsAlwaysOpen { get; init; }

    /// <summary>From Monday to Sunday.</summary>
    public List<DayHoursForm> Week { get; init; } = [];

    [Field("opening-hours.holidays")]
    public bool IsClosedOnNationalHolidays { get; init; }

    /// <summary>One per line: its date, such as 2026-12-24, and what it is called.</summary>
    [Field("opening-hours.days-off")]
    public string? DaysOff { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public OpeningHoursView? Stored { get; private set; }

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Stored = await mediator.Send(new GetOpeningHours(), cancellationToken);

    public static OpeningHoursForm Of(OpeningHoursView stored) => new()
    {
        IsAlwaysOpen = stored.Hours is null or { IsAlwaysOpen: true },
        Week =
        [
            .. fromMonday.Select(day => new DayHoursForm
            {
                Day = Kebab.Of(day),
                Hours = HoursText.Write(stored.Hours?.Week.Where(period => period.Day == day) ?? []),
            }),
        ],
        IsClosedOnNationalHolidays = stored.Hours?.IsClosedOnNationalHolidays ?? true,
        DaysOff = string.Join('\n', stored.Hours?.DaysOff.Select(Write) ?? []),
        Version = stored.Version,
    };

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetOpeningHours(), cancellationToken));

    public ChangeOpeningHours ToCommand() => new(
        IsAlwaysOpen,
        [.. fromMonday.Select((day, at) => new DayHours(day, HoursText.Read(day, Week.ElementAtOrDefault(at)?.Hours)))],
        [.. Lines().Select(Read)],
        IsClosedOnNationalHolidays,
        Version);

    private string[] Lines() =>
        (DaysOff ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Write(DayOff day) => $"{day.Date.ToString(DateFormat, CultureInfo.InvariantCulture)} {day.Name}".TrimEnd();

    // A line that is none becomes a day that the validator refuses, beside the field.
    private static DayOff Read(string line)
    {
        var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        var isDate = DateOnly.TryParseExact(parts[0], [DateFormat, "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        return new DayOff(isDate ? date : DateOnly.MinValue, parts.Length > 1 ? parts[1] : "");
    }
}

public sealed class DayHoursForm : IFormPart
{
    public string? Day { get; init; }

    [Field("opening-hours.hours")]
    public string? Hours { get; init; }

    public string PartLabel => $"weekday.{Day}";
}
