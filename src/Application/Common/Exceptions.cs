namespace CrmVoice.Application.Common;

/// <summary>There is no such thing in this organization; whether it exists in another is nobody's business.</summary>
public sealed class NotFoundException(string what) : Exception($"{what} was not found.");

/// <summary>The thing exists and is not this person's to see or do.</summary>
public sealed class ForbiddenException() : Exception("This is not allowed to your role.");

/// <summary>What is stored cannot be read or changed at present: locked, full, out of reach. The same request may succeed later.</summary>
public sealed class StorageUnavailableException(Exception inner) : Exception("The database cannot be used at present.", inner)
{
    /// <summary>How long somebody who was sent away had better wait.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);
}
