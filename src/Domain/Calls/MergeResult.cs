namespace CrmVoice.Domain.Calls;

/// <summary>What became of something heard.</summary>
internal enum MergeResult
{
    /// <summary>The very same had been heard before.</summary>
    None,

    /// <summary>It was known already, from somewhere else: stored, and nothing that is told of the call changed.</summary>
    Confirmation,

    /// <summary>Something that is told of the call changed.</summary>
    Fact,
}
