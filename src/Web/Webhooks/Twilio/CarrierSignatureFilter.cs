using CrmVoice.Application.Carrier;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Checks size, form and signature before anything is bound, then enters the organization whose account signed
/// (https://www.twilio.com/docs/usage/webhooks/webhooks-security). What is refused is counted and leaves no trace in any call.
/// </summary>
internal sealed class CarrierSignatureFilter(
    ICarrierSignatures signatures,
    OrganizationScope scope,
    RejectionBuffer book,
    WebhookMetrics metrics,
    TimeProvider clock)
    : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // Fields are read by us, from what was signed; a binder would read them again, trimmed, and stumble over what we do not.
        context.ValueProviderFactories.Clear();
        context.ValueProviderFactories.Add(new RouteValueProviderFactory());

        var request = new WebhookRequest(context.HttpContext.Request);
        var named = context.RouteData.Values;
        var callId = new CallId(Guid.Parse((string)(named["callId"] ?? named["verificationId"] ?? named["numberId"])!));
        var legId = context.RouteData.Values["legId"] is string leg ? new LegId(Guid.Parse(leg)) : (LegId?)null;
        var webhook = context.ActionDescriptor.Webhook().Name;
        if (await CheckAsync(context.HttpContext.Request, request, callId) is { } refusal)
        {
            metrics.CountRefusal(webhook, refusal.Reason);
            Remember(context.HttpContext.Request, request, refusal, callId);
            context.Result = new ContentResult
            {
                StatusCode = refusal.Status,
                Content = refusal.Text,
                ContentType = "text/plain; charset=utf-8",
            };
            return;
        }

        context.HttpContext.Features.Set(request.ToIncoming(scope.Current!.Value, callId, legId, webhook, clock.GetUtcNow()));
        await next();
    }

    private async Task<Refusal?> CheckAsync(HttpRequest came, WebhookRequest request, CallId callId)
    {
        try
        {
            if (!await request.TryReadAsync(came.HttpContext.RequestAborted))
            {
                return TooLarge();
            }
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // Kestrel, of one that did not say how long it would be.
            return TooLarge();
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // Kestrel says so of a body that ends too early or is not chunked as it claims.
            return new Refusal(StatusCodes.Status400BadRequest, RejectionReason.BrokenBody, "Unreadable.");
        }

        return request.IsFormOrQuery
            ? await VerifyAsync(came, request, request.ToSigned(callId))
            : new Refusal(StatusCodes.Status415UnsupportedMediaType, RejectionReason.NotAForm, "Neither form nor query.");
    }

    private async Task<Refusal?> VerifyAsync(HttpRequest came, WebhookRequest request, SignedRequest? signed)
    {
        if (signed is null)
        {
            return NotSigned(RejectionReason.NoSignature);
        }

        if (await signatures.VerifyAsync(signed, CancellationToken.None).WaitAsync(WebhookTimeouts.ToVerify) is { } organization)
        {
            scope.Enter(organization);
            return null;
        }

        // Refused all the same: whoever may choose the address may choose what is signed. It only helps to find out what is set up wrongly.
        var other = signatures.FindSignedAddress(signed, request.OwnAddresses(came));
        return other is null
            ? NotSigned(RejectionReason.WrongSignature)
            : NotSigned(RejectionReason.OtherAddress) with { SignedAddress = other };
    }

    private static Refusal TooLarge() => new(StatusCodes.Status413PayloadTooLarge, RejectionReason.TooLarge, "Too large.");

    private static Refusal NotSigned(RejectionReason reason) =>
        new(StatusCodes.Status403Forbidden, reason, "Not signed by a known account.");

    private void Remember(HttpRequest came, WebhookRequest read, Refusal refusal, CallId callId)
    {
        var refused = new RejectedWebhook(refusal.Reason, clock.GetUtcNow(), callId).LookingLike(came, read) with
        {
            OurAddress = signatures.AddressOf(read.Path()),
            SignedAddress = RejectedRequest.WithoutQuery(refusal.SignedAddress),
        };
        book.Add(new RejectionClaim(RejectedRequest.AccountOf(read), callId), refused);
    }

    private sealed record Refusal(int Status, RejectionReason Reason, string Text)
    {
        public string? SignedAddress { get; init; }
    }
}
