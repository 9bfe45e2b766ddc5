namespace CrmVoice.Application.Common;

/// <summary>There is no such thing in this organization; whether it exists in another is nobody's business.</summary>
public sealed class NotFoundException(string what) : Exception($"{what} was not found.");

/// <summary>The thing exists and is not this person's to see or do.</summary>
public sealed class ForbiddenException() : Exception("This is not allowed to your role.");
