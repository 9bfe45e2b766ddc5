namespace CrmVoice.Domain.Common;

/// <summary>What a minute of a call costs, each begun one in full.</summary>
/// <param name="AgentPerMinute">Of the leg to the agent's phone.</param>
/// <param name="ContactPerMinute">Of the leg to the contact.</param>
/// <param name="Currency">ISO 4217, such as <c>USD</c>.</param>
public sealed record CallRates(decimal AgentPerMinute, decimal ContactPerMinute, string Currency)
{
    public const int CurrencyLength = 3;

    /// <summary>Of both legs.</summary>
    public decimal PerMinute => AgentPerMinute + ContactPerMinute;

    public static int MinutesOf(int seconds) => (seconds + 59) / 60;
}
