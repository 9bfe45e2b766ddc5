using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Audit.Contracts;

/// <summary>
/// Where a command's handler writes down what it has done: it is stored with the change, or not at all. A command that writes nothing
/// here says why with <see cref="Common.NotAuditedAttribute"/>.
/// </summary>
public interface IAuditLog
{
    void Add(Audited happened);

    /// <summary>Adds what was not added before under the same key, which is the organization's own.</summary>
    Task AddOnceAsync(Audited happened, string key, CancellationToken cancellationToken);
}

/// <summary>
/// Something that was done to a record: by whoever asks, now, from where the request came, in the present organization, unless it says
/// otherwise.
/// </summary>
public sealed record Audited(AuditAction Action, AuditedKind Kind, Guid RecordId)
{
    public IReadOnlyList<AuditedChange> Changes { get; init; } = [];

    /// <summary>Who did it, where that is not who asks.</summary>
    public MembershipId? By { get; init; }

    /// <summary>Where it is not the present one: what somebody does as a person is told to each of the person's organizations.</summary>
    public OrganizationId? In { get; init; }

    /// <summary>When (UTC) and from which IP address, where it is told later.</summary>
    public (DateTimeOffset At, string? Address)? Earlier { get; init; }
}
