namespace CrmVoice.Domain.Common;

/// <summary>Which of the organization's limits is in the way of a call, and what of it is known.</summary>
public sealed record LimitRefusal(LimitKind Kind)
{
    /// <summary>Of the number; <see cref="NumberPlace.Region"/>.</summary>
    public string? Region { get; init; }

    /// <summary>It is the agent's own phone that may not be called.</summary>
    public bool IsOfOwnPhone { get; init; }

    /// <summary>How long to wait, where that is known to the second.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When a day's budget begins anew.</summary>
    public DateTimeOffset? AllowedFrom { get; init; }

    /// <summary>One of <see cref="RuleCodes"/>.</summary>
    public string Code => Kind switch
    {
        LimitKind.Country => RuleCodes.CountryNotAllowed,
        LimitKind.Prefix or LimitKind.PremiumRate => RuleCodes.BlockedPrefix,
        LimitKind.CallsPerMinute => RuleCodes.TooManyRequests,
        LimitKind.CallsPerDay or LimitKind.AgentCallsPerDay or LimitKind.MinutesPerDay or LimitKind.Money or LimitKind.MoneyHeldBack
            or LimitKind.PricesUnknown => RuleCodes.BudgetExhausted,
    };

    /// <summary>The code, and what tells this case from others of the same code: what is said of it hangs on that.</summary>
    public string Case => this switch
    {
        { IsOfOwnPhone: true } => $"{Code}.own-phone",
        { Kind: LimitKind.PremiumRate } => $"{Code}.premium-rate",
        { Kind: LimitKind.AgentCallsPerDay } => $"{Code}.agent",
        { Kind: LimitKind.MinutesPerDay } => $"{Code}.minutes",
        { Kind: LimitKind.Money } => $"{Code}.money",
        { Kind: LimitKind.MoneyHeldBack } => $"{Code}.held-back",
        { Kind: LimitKind.PricesUnknown } => $"{Code}.prices",
        _ => Code,
    };

    public DomainRuleException AsException() => new(Code, $"A limit of the organization is in the way: {Kind}.") { Limit = this };
}

public enum LimitKind
{
    /// <summary>The number belongs to a country that the organization does not call.</summary>
    Country,
    Prefix,
    PremiumRate,

    /// <summary>The agent's.</summary>
    CallsPerMinute,
    AgentCallsPerDay,

    /// <summary>The organization's.</summary>
    CallsPerDay,

    /// <summary>The organization's minutes of conversation.</summary>
    MinutesPerDay,

    /// <summary>The organization's budget for the day is spent.</summary>
    Money,

    /// <summary>What is left of the budget may all be spent by calls that are live.</summary>
    MoneyHeldBack,

    /// <summary>There is a budget, and no price is known to hold a call against it.</summary>
    PricesUnknown,
}
