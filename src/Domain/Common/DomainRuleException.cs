namespace CrmVoice.Domain.Common;

/// <summary>A rule of the product was broken. The code is stable (see <see cref="RuleCodes"/>); people read the text that goes with it in their language.</summary>
public sealed class DomainRuleException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>The moment from which the same thing would be allowed, where it is known (UTC).</summary>
    public DateTimeOffset? AllowedFrom { get; init; }
}
