using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>The stored connections to Twilio. Persistence implements it; the second and third look across organizations, before one is entered.</summary>
internal interface ITwilioAccounts
{
    /// <summary>Null where the organization has connected none.</summary>
    Task<TwilioAccount?> FindAsync(OrganizationId organizationId, CancellationToken cancellationToken);

    /// <summary>Every organization that uses the account, compared letter for letter.</summary>
    Task<IReadOnlyList<(OrganizationId OrganizationId, TwilioAccount Account)>> FindByAccountSidAsync(string accountSid, CancellationToken cancellationToken);

    Task<OrganizationId?> FindOwnerOfCallAsync(CallId callId, CancellationToken cancellationToken);
}
