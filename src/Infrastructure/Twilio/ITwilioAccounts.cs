using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// The stored connections to Twilio. Persistence implements it; all but the first look across organizations, before one is entered.
/// </summary>
internal interface ITwilioAccounts
{
    /// <summary>Null where the organization has connected none.</summary>
    Task<TwilioAccount?> FindAsync(OrganizationId organizationId, CancellationToken cancellationToken);

    /// <summary>Every organization that has connected one.</summary>
    Task<IReadOnlyList<OrganizationId>> ListConnectedAsync(CancellationToken cancellationToken);

    /// <summary>Every account that somebody has connected.</summary>
    Task<IReadOnlyList<string>> ListAccountSidsAsync(CancellationToken cancellationToken);

    /// <summary>Every organization that uses the account, compared letter for letter.</summary>
    Task<IReadOnlyList<(OrganizationId OrganizationId, TwilioAccount Account)>> FindByAccountSidAsync(
        string accountSid,
        CancellationToken cancellationToken);

    /// <summary>
    /// The organizations that each of these accounts is of: those whose credentials Twilio has taken, or the only one that has it.
    /// </summary>
    Task<ILookup<string, OrganizationId>> FindOwnersAsync(IReadOnlyList<string> accountSids, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps when a webhook was last signed with a token, and from the first of a new one how long the one before counts.
    /// </summary>
    Task RecordUseAsync(AuthTokenUse use, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Whose call it is, or whose verification of a caller ID, or whose number: webhooks name one like the other.</summary>
    Task<OrganizationId?> FindOwnerOfCallAsync(CallId callId, CancellationToken cancellationToken);
}
