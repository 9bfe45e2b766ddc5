using System.Globalization;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallingLimitsForm : IEditForm
{
    public string View => "Edit";

    /// <summary>All but the own country, in the order of their codes: each keeps its place in the form, whatever is ticked.</summary>
    public List<RegionForm> Regions { get; init; } = [];

    /// <summary>One per line.</summary>
    [Field("calling-limits.prefixes")]
    public string? BlockedPrefixes { get; init; }

    [Field("calling-limits.own-country")]
    public bool BlocksOwnCountry { get; init; }

    [Field("calling-limits.premium-rate")]
    public bool BlocksPremiumRate { get; init; }

    [Field("calling-limits.calls-per-minute")]
    public int CallsPerAgentPerMinute { get; init; }

    [Field("calling-limits.calls-per-agent")]
    public int CallsPerAgentPerDay { get; init; }

    [Field("calling-limits.calls-per-day")]
    public int CallsPerDay { get; init; }

    [Field("calling-limits.minutes")]
    public string? MinutesPerDay { get; init; }

    /// <summary>As people write amounts: with a comma or with a point.</summary>
    [Field("calling-limits.budget")]
    public string? DailyBudget { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    /// <summary>What holds now, and how much of it is used up.</summary>
    [BindNever]
    public CallingLimitsView? Stored { get; private set; }

    /// <summary>What today's calls have cost; null where there is no budget.</summary>
    [BindNever]
    public BudgetView? Budget { get; private set; }

    /// <summary>Whether a prefix, as it stands in the form, leaves nothing of the own country.</summary>
    public bool AsksAboutOwnCountry => Stored is { } stored && Prefixes().Any(prefix => CallingLimits.Swallows(prefix, stored.CallingCode));

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        Stored = await mediator.Send(new GetCallingLimits(), cancellationToken);
        Budget = await mediator.Send(new GetBudget(), cancellationToken);
    }

    public static CallingLimitsForm Of(CallingLimitsView stored) => new()
    {
        Regions =
        [
            .. stored.Regions.Select(region => new RegionForm { Code = region, IsAllowed = stored.Limits.Regions.Contains(region) }),
        ],
        BlockedPrefixes = string.Join('\n', stored.Limits.BlockedPrefixes),
        BlocksOwnCountry = stored.Limits.BlockedPrefixes.Any(prefix => CallingLimits.Swallows(prefix, stored.CallingCode)),
        BlocksPremiumRate = stored.Limits.BlocksPremiumRate,
        CallsPerAgentPerMinute = stored.Limits.CallsPerAgentPerMinute,
        CallsPerAgentPerDay = stored.Limits.CallsPerAgentPerDay,
        CallsPerDay = stored.Limits.CallsPerDay,
        MinutesPerDay = stored.Limits.MinutesPerDay?.ToString(CultureInfo.InvariantCulture),
        DailyBudget = stored.Limits.DailyBudget?.ToString("0.####", CultureInfo.CurrentCulture),
        Version = stored.Version,
    };

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetCallingLimits(), cancellationToken));

    public ChangeCallingLimits ToCommand() => new(
        [.. Regions.Where(region => region.IsAllowed).Select(region => region.Code ?? "")],
        Prefixes(),
        BlocksPremiumRate,
        CallsPerAgentPerMinute,
        CallsPerAgentPerDay,
        CallsPerDay,
        ReadMinutes(),
        ReadBudget(),
        BlocksOwnCountry,
        Version);

    // As people write them: +55 (11) 9, +1-900.
    private string[] Prefixes() =>
    [
        .. (BlockedPrefixes ?? "").Split(['\r', '\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Concat(line.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '(' or ')' or '.')))),
    ];

    private int? ReadMinutes() => int.TryParse(MinutesPerDay, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : string.IsNullOrWhiteSpace(MinutesPerDay) ? null
        : 0;

    // No sign that groups thousands: whoever writes 1.000 must not be taken for somebody who writes 1,000.
    private decimal? ReadBudget() =>
        string.IsNullOrWhiteSpace(DailyBudget) ? null
        : decimal.TryParse(
            DailyBudget.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && decimal.Round(amount, 2) == amount ? amount
        : 0;
}

public sealed class RegionForm : IFormPart
{
    /// <summary><see cref="NumberPlace.Region"/>.</summary>
    public string? Code { get; init; }

    [Field("calling-limits.countries")]
    public bool IsAllowed { get; init; }

    public string PartLabel => $"country.{Code}";
}
