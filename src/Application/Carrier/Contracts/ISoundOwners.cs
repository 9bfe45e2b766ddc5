using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>Which organization a request for sound is about, going by the row that its address names.</summary>
public interface ISoundOwners
{
    Task<OrganizationId?> FindOfCallAsync(CallId callId, CancellationToken cancellationToken);

    /// <param name="requestId">Of the outbox.</param>
    Task<OrganizationId?> FindOfRequestAsync(Guid requestId, CancellationToken cancellationToken);
}
