namespace CrmVoice.Domain.Calls;

/// <summary>The effect of merging a report.</summary>
internal enum MergeResult
{
    /// <summary>The same report was merged before.</summary>
    None,

    /// <summary>It was already known from another report: stored, but nothing visible about the call changed.</summary>
    Confirmation,

    /// <summary>Something visible about the call changed.</summary>
    Fact,
}
