using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Common;

/// <summary>The rows that queries read: untracked, and only those of the current organization.</summary>
public interface IReadDb
{
    IQueryable<Call> Calls { get; }

    IQueryable<Seat> Seats { get; }

    IQueryable<MissedCaller> MissedCallers { get; }

    IQueryable<Voicemail> Voicemails { get; }

    IQueryable<BudgetLedger> BudgetLedgers { get; }

    IQueryable<CallStep> CallSteps { get; }

    IQueryable<CallEvent> CallEvents { get; }

    IQueryable<InboundWebhook> InboundWebhooks { get; }

    IQueryable<RejectionCount> RejectionCounts { get; }

    IQueryable<RejectionSample> RejectionSamples { get; }

    IQueryable<AuditEntry> AuditEntries { get; }

    IQueryable<Contact> Contacts { get; }

    IQueryable<Opportunity> Opportunities { get; }

    IQueryable<Membership> Memberships { get; }

    IQueryable<Invitation> Invitations { get; }

    IQueryable<SignInPolicy> SignInPolicies { get; }

    IQueryable<SignInProvider> SignInProviders { get; }

    IQueryable<ProviderAccount> ProviderAccounts { get; }

    IQueryable<ApiToken> ApiTokens { get; }

    IQueryable<Organization> Organizations { get; }

    IQueryable<Number> Numbers { get; }

    IQueryable<PriceList> PriceLists { get; }

    IQueryable<CallerIdVerification> CallerIdVerifications { get; }

    IQueryable<HoldAudio> HoldAudios { get; }
}
