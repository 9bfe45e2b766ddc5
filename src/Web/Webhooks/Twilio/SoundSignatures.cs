using CrmVoice.Application.Carrier;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Looks whether a request for sound is signed, and counts where it is not: a count that rises means that somebody tries addresses, or that
/// Twilio does not sign such requests.
/// </summary>
public sealed partial class SoundSignatures(
    ICarrierSignatures signatures,
    RejectionBuffer book,
    WebhookMetrics metrics,
    TimeProvider clock,
    ILogger<SoundSignatures> logger)
{
    /// <param name="sound">Which document.</param>
    /// <param name="callId">The call in its path; the default where it names none.</param>
    public async Task CountAsync(HttpRequest came, string sound, CallId callId)
    {
        var request = new WebhookRequest(came);
        if (await ReasonAsync(came, request, callId) is not { } reason)
        {
            return;
        }

        metrics.CountUnsigned(sound, reason);
        // The last part of its address may be a key to something that works once.
        var refused = new RejectedWebhook(reason, clock.GetUtcNow(), callId).LookingLike(came, request) with { Webhook = sound };
        book.Add(
            new RejectionClaim(RejectedRequest.AccountOf(request), callId),
            callId == default ? refused : refused with { OurAddress = signatures.AddressOf(request.Path()) });
    }

    private async Task<RejectionReason?> ReasonAsync(HttpRequest came, WebhookRequest request, CallId callId)
    {
        try
        {
            if (!await request.TryReadAsync(came.HttpContext.RequestAborted))
            {
                return RejectionReason.TooLarge;
            }

            return request.ToSigned(callId) is not { } signed ? RejectionReason.NoSignature
                : await signatures.VerifyAsync(signed, CancellationToken.None).WaitAsync(WebhookTimeouts.ToVerify) is null
                    ? RejectionReason.WrongSignature
                    : null;
        }
        catch (Exception broken) when (broken is BadHttpRequestException or IOException or OperationCanceledException)
        {
            return RejectionReason.BrokenBody;
        }
        catch (Exception exception)
        {
            // Nobody's request is worth less because we cannot tell.
            LogCannotTell(exception);
            return null;
        }
    }

    [LoggerMessage(8, LogLevel.Warning, "Whether a request for sound is signed could not be told")]
    private partial void LogCannotTell(Exception exception);
}
