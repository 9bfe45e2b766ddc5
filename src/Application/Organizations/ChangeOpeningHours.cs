using System.Globalization;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Changes when the organization takes calls; a call that has come in keeps what held then.</summary>
/// <param name="IsAlwaysOpen">Whatever the hours, which are kept.</param>
/// <param name="Version">Of the hours as the admin saw them.</param>
public sealed record ChangeOpeningHours(
    bool IsAlwaysOpen,
    IReadOnlyList<DayHours> Week,
    IReadOnlyList<DayOff> DaysOff,
    bool IsClosedOnNationalHolidays,
    int? Version = null) : ICommand;

/// <param name="Periods">None where the day is closed; null where they could not be read.</param>
public sealed record DayHours(DayOfWeek Day, IReadOnlyList<OpenPeriod>? Periods);

internal sealed class ChangeOpeningHoursValidator : AbstractValidator<ChangeOpeningHours>
{
    public ChangeOpeningHoursValidator()
    {
        RuleForEach(c => c.Week).ChildRules(day =>
            day.RuleFor(d => d.Periods).Must(AreRight).WithErrorCode("opening-hours").OverridePropertyName("Hours"));
        RuleFor(c => c.DaysOff).Must(days => days.Count <= OpeningHours.MaxDaysOff
            && days.All(day => day.Name.Length <= DayOff.NameMaxLength && day.Date != DateOnly.MinValue)).WithErrorCode("days-off");
    }

    private static bool AreRight(IReadOnlyList<OpenPeriod>? periods) =>
        periods is { Count: <= OpeningHours.MaxPeriodsPerDay }
        && periods.All(period => period.IsValid)
        && !periods.Where((one, at) => periods.Skip(at + 1).Any(one.Overlaps)).Any();
}

internal sealed class ChangeOpeningHoursHandler(IOrganizationRepository organizations, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ChangeOpeningHours, Unit>
{
    public async Task<Unit> Handle(ChangeOpeningHours command, CancellationToken cancellationToken)
    {
        var organization =
            await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        var hours = new OpeningHours(
            [.. command.Week.SelectMany(day => day.Periods!).OrderBy(period => period.Day).ThenBy(period => period.From)],
            [.. command.DaysOff.DistinctBy(day => day.Date).OrderBy(day => day.Date)],
            command.IsClosedOnNationalHolidays,
            command.IsAlwaysOpen);
        if (AuditedChange.Between(
            ("opening-hours", Write(organization.OpeningHours), Write(hours)),
            ("days-off", WriteDaysOff(organization.OpeningHours), WriteDaysOff(hours))) is { Count: > 0 } changes)
        {
            audit.Add(new Audited(AuditAction.OpeningHoursChanged, AuditedKind.Organization, organization.Id.Value) { Changes = changes });
        }

        organization.ChangeOpeningHours(hours);
        return Unit.Value;
    }

    private static string Write(OpeningHours? hours) => hours is null or { IsAlwaysOpen: true }
        ? "always"
        : string.Join("; ", hours.Week.GroupBy(period => period.Day).Select(day =>
            $"{day.Key.ToString()[..3]} {string.Join(' ', day.Select(period => string.Create(
                CultureInfo.InvariantCulture, $"{period.From:HH:mm}-{period.To:HH:mm}")))}"));

    private static string? WriteDaysOff(OpeningHours? hours) => hours is null
        ? null
        : string.Join(' ', hours.DaysOff.Select(day => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Append(hours.IsClosedOnNationalHolidays ? "national" : "").Where(text => text.Length > 0));
}
