using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>Which of an organization's numbers a call comes from. A number that is a member's own goes before all of it.</summary>
public sealed record CallerIdRule
{
    /// <summary>Null for the first number.</summary>
    public NumberId? DefaultNumber { get; init; }

    /// <summary>A number from where the contact is goes before the default.</summary>
    public bool MatchesArea { get; init; }
}
