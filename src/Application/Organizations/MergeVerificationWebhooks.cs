using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>Takes in what Twilio reports of verifications.</summary>
internal sealed class MergeVerificationWebhooks(
    ICallerIdVerificationRepository verifications, IVerificationReports reports, VerifiedNumbers verified, TimeProvider clock)
    : IWebhookMerger
{
    public WebhookSubject[] Subjects => [WebhookSubject.CallerId];

    public async Task TakeAsync(IReadOnlyList<InboundWebhook> webhooks, CancellationToken cancellationToken)
    {
        foreach (var webhook in webhooks)
        {
            if (await TakeAsync(webhook, cancellationToken) is { } reason)
            {
                webhook.Postpone(reason, clock.GetUtcNow());
            }
            else
            {
                webhook.Take();
            }
        }
    }

    private async Task<UnappliedReason?> TakeAsync(InboundWebhook webhook, CancellationToken cancellationToken)
    {
        var id = new CallerIdVerificationId(webhook.CallId.Value);
        if (await verifications.FindAsync(id, cancellationToken) is not { } verification)
        {
            return new UnappliedReason(UnappliedKind.UnknownCall);
        }

        switch (reports.Read(UrlEncodedFields.Read(webhook.Parameters!)))
        {
            case { Missing: { } field }:
                return new UnappliedReason(UnappliedKind.Malformed, field);
            case { IsVerified: true, Sid: { } sid }:
                await verified.KeepAsync(verification, sid, cancellationToken);
                return null;
            default:
                verification.Fail();
                return null;
        }
    }
}
