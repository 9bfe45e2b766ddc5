namespace CrmVoice.Application.Common;

/// <summary>Not found in this organization; whether it exists in another is not disclosed.</summary>
public sealed class NotFoundException(string what) : Exception($"{what} was not found.");

/// <summary>It exists, but this user may not see or do it.</summary>
public sealed class ForbiddenException() : Exception("Your role does not allow this.");

/// <summary>
/// The database cannot be read or written at the moment: locked, full or unreachable. The same request may succeed later.
/// </summary>
public sealed class StorageUnavailableException(Exception inner) : Exception("The database is not available at the moment.", inner)
{
    /// <summary>How long a client should wait before it tries again.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);
}
