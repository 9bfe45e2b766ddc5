namespace CrmVoice.Domain.Identity;

/// <summary>What an API token may do of what its owner's role allows.</summary>
public enum ApiTokenScope
{
    /// <summary>Nothing that changes anything.</summary>
    Read,
    Full,
}
