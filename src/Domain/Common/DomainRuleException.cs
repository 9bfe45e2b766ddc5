namespace CrmVoice.Domain.Common;

/// <summary>
/// A rule of the product was broken. The code is stable (see <see cref="RuleCodes"/>); people read the text that goes with it in their
/// language.
/// </summary>
public sealed class DomainRuleException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>What is wrong with the number, where the rule is about one.</summary>
    public NumberProblem? NumberProblem { get; init; }

    /// <summary>The limit that is in the way, where the rule is one of those.</summary>
    public LimitRefusal? Limit { get; init; }

    /// <summary>When the same would be allowed (UTC), where that is known.</summary>
    public DateTimeOffset? AllowedFrom { get; init; }
}
