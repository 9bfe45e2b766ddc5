using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Audit;

/// <summary>
/// Who did what to which record, when and from where. It is written once, and goes only when it is old. It names people and records by
/// their ids.
/// </summary>
public sealed class AuditEntry : IOrganizationOwned
{
    /// <summary>An IPv6 address with the name of a network.</summary>
    public const int AddressMaxLength = 64;

    private AuditEntry()
    {
    }

    public Guid Id { get; private init; }

    public OrganizationId OrganizationId { get; private init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Who; null for somebody who was not signed in, and at the command line.</summary>
    public MembershipId? MemberId { get; private init; }

    public AuditAction Action { get; private init; }

    public AuditedKind Kind { get; private init; }

    public Guid RecordId { get; private init; }

    /// <summary>The IP address that it came from; null at the command line.</summary>
    public string? Address { get; private init; }

    public IReadOnlyList<AuditedChange> Changes { get; private init; } = [];

    /// <param name="id">Where the same is to be told once only.</param>
    public static AuditEntry Write(
        OrganizationId organization,
        DateTimeOffset at,
        MembershipId? member,
        AuditAction action,
        AuditedKind kind,
        Guid recordId,
        string? address,
        IReadOnlyList<AuditedChange> changes,
        Guid? id = null) => new()
        {
            Id = id ?? Guid.CreateVersion7(at),
            OrganizationId = organization,
            At = at,
            MemberId = member,
            Action = action,
            Kind = kind,
            RecordId = recordId,
            Address = address,
            Changes = changes,
        };
}
