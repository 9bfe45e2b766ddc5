namespace CrmVoice.Domain.Common;

/// <summary>How much of an organization's money for a day is gone, in millionths of its currency (<see cref="Micros"/>).</summary>
/// <param name="Budget">For the day.</param>
/// <param name="Spent">By calls that are over, and at most by those that only say something on a member's own phone.</param>
/// <param name="HeldBack">The most that live calls may cost.</param>
public sealed record BudgetUse(long Budget, long Spent, long HeldBack)
{
    /// <summary>
    /// While there is a budget no call lasts longer. Each live call holds back what it may cost, and with Twilio's own limit of four hours
    /// few could be live at once.
    /// </summary>
    public const int LongestCallMinutes = 60;

    // A shorter call is of no use to anybody.
    private const int ShareFromMinutes = 5;

    private const decimal AlarmShare = 0.8m;

    /// <summary>What calls may still cost that are placed now.</summary>
    public long Left => Math.Max(0, Budget - Spent - HeldBack);

    /// <summary>Of the budget, what is spent, in percent; more than 100 where an admin let calls go on.</summary>
    public int Share => Budget == 0 ? 100 : (int)Math.Min(int.MaxValue, Spent * 100 / Budget);

    public bool IsAlarming => Spent >= Budget * AlarmShare;

    public bool IsUsedUp => Spent >= Budget;

    /// <summary>What a minute of the day's newest call may cost; 0 where there is none.</summary>
    public long NextMinute { get; init; }

    /// <summary>What admins have to know; null where there is money.</summary>
    public BudgetNews? News => this switch
    {
        { IsUsedUp: true } => BudgetNews.Stopped,
        // Money that live calls hold back is free again where they do not need it.
        { HeldBack: 0 } when Left < NextMinute => BudgetNews.Stopped,
        { IsAlarming: true } => BudgetNews.MostSpent,
        _ => null,
    };

    /// <summary>
    /// How many minutes one more call may last. At most half of what is left is for it, so that it does not take away all of the others';
    /// but five minutes as long as there is money for them.
    /// </summary>
    /// <param name="longest">That the organization's calls may last anyway.</param>
    /// <returns>0 where not even a minute can be paid.</returns>
    public int MinutesFor(CallRates rates, int longest)
    {
        var perMinute = Micros.Of(rates.PerMinute);
        var most = Math.Min(longest, LongestCallMinutes);
        if (perMinute == 0)
        {
            return most;
        }

        var share = Math.Max(Left / 2, Math.Min(Left, ShareFromMinutes * perMinute));
        return (int)Math.Min(most, share / perMinute);
    }
}
