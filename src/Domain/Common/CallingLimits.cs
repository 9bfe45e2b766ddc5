namespace CrmVoice.Domain.Common;

/// <summary>Where an organization may call, and how much. The defaults are what a cautious organization would choose.</summary>
public sealed record CallingLimits
{
    public const int MaxPrefixes = 200;
    public const int MaxCallsPerMinute = 1_000;
    public const int MaxPerDay = 1_000_000;
    public const decimal LeastBudget = 0.01m;

    /// <summary>Satellite telephones, international networks, and premium rates that belong to no country.</summary>
    public static IReadOnlyList<string> DefaultPrefixes { get; } = ["+870", "+881", "+882", "+883", "+888", "+979"];

    /// <summary>Those besides the organization's own; <see cref="NumberPlace.Region"/>.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Beginnings of numbers in E.164 form, such as <c>+881</c>.</summary>
    public IReadOnlyList<string> BlockedPrefixes { get; init; } = DefaultPrefixes;

    public bool BlocksPremiumRate { get; init; } = true;

    public int CallsPerAgentPerMinute { get; init; } = 10;

    public int CallsPerAgentPerDay { get; init; } = 500;

    /// <summary>Of the whole organization.</summary>
    public int CallsPerDay { get; init; } = 5_000;

    /// <summary>Minutes of conversation of the whole organization; null where they are not limited.</summary>
    public int? MinutesPerDay { get; init; }

    /// <summary>What the organization's calls may cost a day, in the currency of its account; null where that is not limited.</summary>
    public decimal? DailyBudget { get; init; }

    /// <summary>Until when an admin lets calls go on whatever they cost (UTC); null where nobody has.</summary>
    public DateTimeOffset? BudgetLiftedUntil { get; init; }

    /// <summary>The budget that holds now; null where none does.</summary>
    public decimal? BudgetAt(DateTimeOffset now) => BudgetLiftedUntil > now ? null : DailyBudget;

    /// <summary>For an organization from before there were limits: whatever it called yesterday it may call tomorrow.</summary>
    /// <param name="called">What it called lately, its agents' phones among them.</param>
    /// <param name="known">What its contacts have.</param>
    public static CallingLimits Keeping(
        IReadOnlyCollection<(PhoneNumber Number, NumberPlace Place)> called, IEnumerable<NumberPlace> known, string ownCountry) => new()
        {
            Regions =
        [
            .. called.Select(one => one.Place).Concat(known).Select(place => place.Region).Distinct()
                .Except([ownCountry]).Order(StringComparer.Ordinal),
        ],
            BlockedPrefixes = [.. DefaultPrefixes.Where(prefix => !called.Any(one => Begins(one.Number.Value, prefix)))],
            BlocksPremiumRate = !called.Any(one => one.Place.IsPremiumRate),
        };

    /// <summary>Whether a prefix leaves nothing of a country to be called.</summary>
    /// <param name="callingCode">The country's, such as <c>+55</c>.</param>
    public static bool Swallows(string prefix, string callingCode) => Begins(callingCode, prefix);

    /// <summary>Why a number is not called; null where it may be.</summary>
    /// <param name="place">The number's.</param>
    public LimitRefusal? RefusalOf(PhoneNumber number, NumberPlace place, string ownCountry)
    {
        LimitKind? kind = this switch
        {
            _ when place.Region != ownCountry && !Regions.Contains(place.Region) => LimitKind.Country,
            _ when BlockedPrefixes.Any(prefix => Begins(number.Value, prefix)) => LimitKind.Prefix,
            { BlocksPremiumRate: true } when place.IsPremiumRate => LimitKind.PremiumRate,
            _ => null,
        };
        return kind is null ? null : new LimitRefusal(kind.Value) { Region = place.Region };
    }

    private static bool Begins(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);
}
