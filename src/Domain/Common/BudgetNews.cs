namespace CrmVoice.Domain.Common;

/// <summary>What an organization's admins are told of the money of a day, the worst last.</summary>
public enum BudgetNews
{
    /// <summary>80 % of it is spent.</summary>
    MostSpent,

    /// <summary>Nothing more is placed: all of it is spent, or what is left is not enough for a minute.</summary>
    Stopped,
}
