using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Organizations;

/// <summary>Looks across organizations where a webhook has to be matched with the account that signed it.</summary>
internal sealed class TwilioAccounts(CrmVoiceDbContext db) : ITwilioAccounts
{
    public async Task<TwilioAccount?> FindAsync(OrganizationId organizationId, CancellationToken cancellationToken) =>
        (await All().FirstOrDefaultAsync(organization => organization.Id == organizationId, cancellationToken))?.TwilioAccount;

    public async Task<IReadOnlyList<OrganizationId>> ListConnectedAsync(CancellationToken cancellationToken) =>
        await All()
            .Where(organization => organization.TwilioAccount != null)
            .Select(organization => organization.Id)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> ListAccountSidsAsync(CancellationToken cancellationToken) =>
        await All()
            .Where(organization => organization.TwilioAccount != null)
            .Select(organization => organization.TwilioAccount!.AccountSid)
            .Distinct()
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<(OrganizationId OrganizationId, TwilioAccount Account)>> FindByAccountSidAsync(
        string accountSid,
        CancellationToken cancellationToken)
    {
        var found = await All().Where(organization => organization.TwilioAccount!.AccountSid == accountSid).ToListAsync(cancellationToken);
        // A database may compare without regard to case; a SID differs by it.
        return
        [
            .. found
                .Where(organization => organization.TwilioAccount!.AccountSid == accountSid)
                .Select(organization => (organization.Id, organization.TwilioAccount!)),
        ];
    }

    public async Task<ILookup<string, OrganizationId>> FindOwnersAsync(
        IReadOnlyList<string> accountSids,
        CancellationToken cancellationToken)
    {
        var found = await All()
            .Where(organization => accountSids.Contains(organization.TwilioAccount!.AccountSid))
            .Select(organization => new
            {
                organization.TwilioAccount!.AccountSid,
                organization.Id,
                IsProven = organization.TwilioAccount.LastCheck != null && organization.TwilioAccount.LastCheck.ErrorCode == null,
            })
            .ToListAsync(cancellationToken);
        return found
            .GroupBy(one => one.AccountSid, StringComparer.Ordinal)
            .SelectMany(same => same.Where(one => one.IsProven || same.Count() == 1))
            .ToLookup(one => one.AccountSid, one => one.Id, StringComparer.Ordinal);
    }

    // Beside the form that an admin has open: neither is a change of the other.
    public async Task RecordUseAsync(AuthTokenUse use, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ofOne = db.Organizations.OfAllOrganizations().Where(organization => organization.Id == use.OrganizationId);
        var endsAt = at + TwilioAccount.AuthTokenOverlap;
        await ofOne
            .Where(one => one.TwilioAccount!.ProtectedAuthToken == use.StoredToken)
            .ExecuteUpdateAsync(one => one.SetProperty(row => row.TwilioAccount!.AuthTokenUsedAt, at), cancellationToken);
        await ofOne
            .Where(one =>
                one.TwilioAccount!.ProtectedAuthToken == use.StoredToken
                && one.TwilioAccount.ProtectedPreviousAuthToken != null
                && one.TwilioAccount.PreviousAuthTokenEndsAt == null)
            .ExecuteUpdateAsync(one => one.SetProperty(row => row.TwilioAccount!.PreviousAuthTokenEndsAt, endsAt), cancellationToken);
        await ofOne
            .Where(one => one.TwilioAccount!.ProtectedPreviousAuthToken == use.StoredToken)
            .ExecuteUpdateAsync(one => one.SetProperty(row => row.TwilioAccount!.PreviousAuthTokenUsedAt, at), cancellationToken);
    }

    public async Task<OrganizationId?> FindOwnerOfCallAsync(CallId callId, CancellationToken cancellationToken)
    {
        var (verificationId, numberId) = (new CallerIdVerificationId(callId.Value), new NumberId(callId.Value));
        return await db.Calls.OfAllOrganizations()
                .Where(call => call.Id == callId)
                .Select(call => (OrganizationId?)call.OrganizationId)
                .FirstOrDefaultAsync(cancellationToken)
            ?? await db.CallerIdVerifications.OfAllOrganizations()
                .Where(verification => verification.Id == verificationId)
                .Select(verification => (OrganizationId?)verification.OrganizationId)
                .FirstOrDefaultAsync(cancellationToken)
            ?? await db.Numbers.OfAllOrganizations()
                .Where(number => number.Id == numberId)
                .Select(number => (OrganizationId?)number.OrganizationId)
                .FirstOrDefaultAsync(cancellationToken);
    }

    private IQueryable<Organization> All() => db.Organizations.OfAllOrganizations().AsNoTracking();
}
