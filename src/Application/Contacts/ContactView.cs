namespace CrmVoice.Application.Contacts;

/// <summary>A contact as lists and pages show it.</summary>
public sealed record ContactView
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string? Company { get; init; }

    public required string? Email { get; init; }

    /// <summary>E.164; null where none is known.</summary>
    public required string? Phone { get; init; }

    /// <summary>The version to send with a change, so that conflicts are detected.</summary>
    public required int Version { get; init; }
}

public sealed record OpportunityView
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required bool IsOpen { get; init; }
}
