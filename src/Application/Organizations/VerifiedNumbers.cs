using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>Makes a number that was verified one of the organization's.</summary>
internal sealed class VerifiedNumbers(
    IOrganizationRepository organizations, INumberRepository numbers, IPhoneNumbers phoneNumbers, IAuditLog audit, TimeProvider clock)
{
    /// <summary>Once; whatever comes later about the same verification changes nothing.</summary>
    /// <param name="sid">Twilio's, <c>PN…</c>.</param>
    public async Task KeepAsync(CallerIdVerification verification, string sid, CancellationToken cancellationToken)
    {
        if (!verification.Verify()
            || (await organizations.FindAsync(verification.OrganizationId, cancellationToken))?.TwilioAccount is not { } account)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var known = await KnownNumbers.ReadAsync(verification.OrganizationId, account, numbers, phoneNumbers, now, cancellationToken);
        var number = known.Bind(
            NumberOrigin.Verified,
            new ListedNumber(sid, verification.PhoneNumber, verification.Label, HasVoice: true, HasSms: false));
        audit.Add(new Audited(AuditAction.CallerIdVerified, AuditedKind.Number, number.Id.Value));
    }
}
