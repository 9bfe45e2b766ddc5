using System.Globalization;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>The person reading the page: writes times, durations and numbers as they are used to.</summary>
public sealed class Viewer(IHttpContextAccessor accessor, IPhoneNumbers phoneNumbers, IStringLocalizer<Words> words, TimeProvider clock)
{
    private TimeZoneInfo? zone;

    public TimeZoneInfo Zone => zone ??=
        Find(accessor.HttpContext?.Request.Cookies[Preferences.ZoneCookie])
        ?? Find(accessor.HttpContext?.User.FindFirst(CrmVoiceClaims.OrganizationZone)?.Value)
        ?? TimeZoneInfo.Utc;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>As people write it where the organization is.</summary>
    public string Number(string e164) => phoneNumbers.Format(PhoneNumber.Parse(e164), Country);

    /// <summary>What is wrong with a number that was stored by earlier rules; null where it can be dialled.</summary>
    public NumberProblem? ProblemOf(string? e164) =>
        e164 is not null && phoneNumbers.Check(PhoneNumber.Parse(e164)) is { } problem ? problem with { Written = Number(e164) } : null;

    /// <summary>Why a number (E.164) may not be called by the organization's limits; null where it may.</summary>
    public LimitRefusal? LimitOn(string? e164, MyProfile me) =>
        e164 is not null && PhoneNumber.Parse(e164) is var number
            ? me.Limits.RefusalOf(number, phoneNumbers.PlaceOf(number), me.OrganizationCountry)
            : null;

    /// <summary>Of other people's calls an agent gets the row and no more. Only what may be seen in full comes with legs.</summary>
    public bool SeesInFull(CallView call) =>
        IsOwn(call) || May(Permission.SeeAllCallsInFull) || call.PlacedBy == Me || call.Legs.Any(leg => leg.Member?.Id == Me);

    /// <summary>Whether the reader is the agent in charge.</summary>
    public bool IsOwn(CallView call) => Me == call.Agent?.Id;

    /// <summary>The reader's membership; empty where nobody has signed in.</summary>
    public Guid Me => accessor.HttpContext?.User.FindId(CrmVoiceClaims.Membership) ?? Guid.Empty;

    /// <summary>The number that a text reads as, where the organization is (E.164); null where it is none.</summary>
    public string? ReadNumber(string? text) => phoneNumbers.Read(text, Country) is { IsNumber: true } read ? read.Number.Value : null;

    /// <summary>Own recordings, or everybody's where it is one's job.</summary>
    public bool MayListen(CallView call) =>
        IsOwn(call)
        || May(Permission.ListenToAllRecordings)
        || call.PlacedBy == Me
        || call.Legs.Any(leg => leg.Role.Traits().OwnsCall && leg.AnsweredAt is not null && leg.Member?.Id == Me);

    public bool May(Permission permission) => accessor.HttpContext?.User.FindRole()?.May(permission) is true;

    /// <summary>"14:32" today, "yesterday 14:32" and "tomorrow 14:32" beside it, the date otherwise.</summary>
    public string Time(DateTimeOffset at)
    {
        var local = Local(at);
        var days = (Local(Now).Date - local.Date).Days;
        return days switch
        {
            0 => TimeOfDay(at),
            1 => words["time.yesterday", TimeOfDay(at)],
            -1 => words["time.tomorrow", TimeOfDay(at)],
            _ => local.ToString(words[local.Year == Local(Now).Year ? "time.date" : "time.date-year"], CultureInfo.CurrentCulture),
        };
    }

    public string TimeOfDay(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>"Today", "Yesterday", the date before.</summary>
    public string Day(DateTimeOffset at) => (DayOf(Now).DayNumber - DayOf(at).DayNumber) switch
    {
        0 => words["time.day.today"],
        1 => words["time.day.yesterday"],
        _ => Local(at).ToString(words["time.day"], CultureInfo.CurrentCulture),
    };

    /// <summary>Date and minute, whatever day it is.</summary>
    public string Date(DateTimeOffset at) => Local(at).ToString(words["time.date-only"], CultureInfo.CurrentCulture);

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The whole truth, for tooltips: date, second and zone.</summary>
    public string FullTime(DateTimeOffset at) =>
        $"{Local(at).ToString(words["time.full"], CultureInfo.CurrentCulture)} ({OffsetOf(Local(at))}, {Zone.Id})";

    /// <summary>"1 min 35 s"; hours only where there are some.</summary>
    public static string Duration(int seconds)
    {
        var (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        return (hours, minutes) switch
        {
            ( > 0, _) => string.Create(CultureInfo.InvariantCulture, $"{hours} h {minutes:00} min"),
            (_, > 0) => rest == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
                : string.Create(CultureInfo.InvariantCulture, $"{minutes} min {rest} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{rest} s"),
        };
    }

    /// <summary>"1:35", the form of timers and of columns that line up.</summary>
    public static string Stopwatch(int seconds) => seconds >= 3600
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");

    /// <summary>"0.0280 USD": calls cost fractions of a cent.</summary>
    public static string Money(decimal amount, string? currency) =>
        $"{amount.ToString("0.00##", CultureInfo.CurrentCulture)} {currency}".TrimEnd();

    /// <summary>"12.50 USD": what many calls cost together.</summary>
    public static string Amount(decimal amount, string? currency) =>
        $"{amount.ToString("0.00", CultureInfo.CurrentCulture)} {currency}".TrimEnd();

    private string Country => accessor.HttpContext?.User.FindFirst(CrmVoiceClaims.OrganizationCountry)?.Value ?? "BR";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private static string OffsetOf(DateTimeOffset local) =>
        local.Offset == TimeSpan.Zero ? "UTC" : $"UTC{(local.Offset < TimeSpan.Zero ? '−' : '+')}{local.Offset:hh\\:mm}";

    private static TimeZoneInfo? Find(string? id) =>
        id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : null;
}
