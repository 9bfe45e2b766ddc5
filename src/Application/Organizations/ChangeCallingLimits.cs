using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Where the organization may call from now on, and how much.</summary>
/// <param name="Regions">Those besides its own country; <see cref="NumberPlace.Region"/>. What is none is left out.</param>
/// <param name="BlockedPrefixes">Each a plus sign and 2 to 10 digits.</param>
/// <param name="MinutesPerDay">Null where conversations are not limited.</param>
/// <param name="DailyBudget">In the currency of the Twilio account; null where money is not limited.</param>
/// <param name="BlocksOwnCountry">The admin means it that a prefix blocks all of the own country.</param>
/// <param name="Version">Of the limits as the admin saw them.</param>
public sealed record ChangeCallingLimits(
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> BlockedPrefixes,
    bool BlocksPremiumRate,
    int CallsPerAgentPerMinute,
    int CallsPerAgentPerDay,
    int CallsPerDay,
    int? MinutesPerDay,
    decimal? DailyBudget = null,
    bool BlocksOwnCountry = false,
    int? Version = null) : ICommand;

internal sealed partial class ChangeCallingLimitsValidator : AbstractValidator<ChangeCallingLimits>
{
    public ChangeCallingLimitsValidator()
    {
        RuleFor(c => c.BlockedPrefixes).Must(prefixes => prefixes.All(Prefix().IsMatch)).WithErrorCode("prefix");
        RuleFor(c => c.BlockedPrefixes).Must(prefixes => prefixes.Count <= CallingLimits.MaxPrefixes).WithErrorCode("too-many-prefixes");
        RuleFor(c => c.CallsPerAgentPerMinute).InclusiveBetween(1, CallingLimits.MaxCallsPerMinute);
        RuleFor(c => c.CallsPerAgentPerDay).InclusiveBetween(1, CallingLimits.MaxPerDay);
        RuleFor(c => c.CallsPerDay).InclusiveBetween(1, CallingLimits.MaxPerDay);
        RuleFor(c => c.MinutesPerDay).InclusiveBetween(1, CallingLimits.MaxPerDay);
        RuleFor(c => c.DailyBudget).InclusiveBetween(CallingLimits.LeastBudget, CallingLimits.MaxPerDay).WithErrorCode("budget");
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{1,9}\z")]
    private static partial Regex Prefix();
}

internal sealed class ChangeCallingLimitsHandler(
    IOrganizationRepository organizations, IReadDb db, IPhoneNumbers phoneNumbers, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ChangeCallingLimits, Unit>
{
    public async Task<Unit> Handle(ChangeCallingLimits command, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(user.OrganizationId, cancellationToken)
            ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        var callingCode = phoneNumbers.CallingCodeOf(organization.Country);
        if (!command.BlocksOwnCountry && command.BlockedPrefixes.Any(prefix => CallingLimits.Swallows(prefix, callingCode)))
        {
            const string message = "This blocks all of the own country.";
            throw new ValidationException([new ValidationFailure(nameof(command.BlockedPrefixes), message) { ErrorCode = "own-country" }]);
        }

        // Without a price nothing can be held against a budget, and nobody could call.
        if (command.DailyBudget is not null && !await db.PriceLists.AnyAsync(list => list.Currency != "", cancellationToken))
        {
            const string message = "What calls cost is not known.";
            throw new ValidationException([new ValidationFailure(nameof(command.DailyBudget), message) { ErrorCode = "no-prices" }]);
        }

        var before = organization.CallingLimits ?? new CallingLimits();
        var limits = new CallingLimits
        {
            Regions = [.. phoneNumbers.Regions.Intersect(command.Regions).Except([organization.Country])],
            BlockedPrefixes = [.. command.BlockedPrefixes.Distinct().Order(StringComparer.Ordinal)],
            BlocksPremiumRate = command.BlocksPremiumRate,
            CallsPerAgentPerMinute = command.CallsPerAgentPerMinute,
            CallsPerAgentPerDay = command.CallsPerAgentPerDay,
            CallsPerDay = command.CallsPerDay,
            MinutesPerDay = command.MinutesPerDay,
            DailyBudget = command.DailyBudget,
            BudgetLiftedUntil = before.BudgetLiftedUntil,
        };
        if (ChangesOf(before, limits) is { Count: > 0 } changes)
        {
            audit.Add(new Audited(AuditAction.CallingLimitsChanged, AuditedKind.Organization, organization.Id.Value) { Changes = changes });
        }

        organization.ChangeCallingLimits(limits);
        return Unit.Value;
    }

    private static IReadOnlyList<AuditedChange> ChangesOf(CallingLimits old, CallingLimits now) => AuditedChange.Between(
        ("regions", Write(old.Regions), Write(now.Regions)),
        ("blocked-prefixes", Write(old.BlockedPrefixes), Write(now.BlockedPrefixes)),
        ("blocks-premium-rate", AuditedChange.Write(old.BlocksPremiumRate), AuditedChange.Write(now.BlocksPremiumRate)),
        ("calls-per-agent-per-minute", AuditedChange.Write(old.CallsPerAgentPerMinute), AuditedChange.Write(now.CallsPerAgentPerMinute)),
        ("calls-per-agent-per-day", AuditedChange.Write(old.CallsPerAgentPerDay), AuditedChange.Write(now.CallsPerAgentPerDay)),
        ("calls-per-day", AuditedChange.Write(old.CallsPerDay), AuditedChange.Write(now.CallsPerDay)),
        ("minutes-per-day", AuditedChange.Write(old.MinutesPerDay), AuditedChange.Write(now.MinutesPerDay)),
        ("daily-budget", Write(old.DailyBudget), Write(now.DailyBudget)));

    private static string? Write(decimal? amount) => amount?.ToString("0.####", CultureInfo.InvariantCulture);

    private static string? Write(IReadOnlyList<string> words) => words.Count > 0 ? string.Join(", ", words) : null;
}
