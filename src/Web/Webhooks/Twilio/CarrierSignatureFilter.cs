using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Checks size, form and signature before anything is bound, then enters the organization whose account signed
/// (https://www.twilio.com/docs/usage/webhooks/webhooks-security). What is refused is counted and leaves no trace in any call.
/// </summary>
internal sealed partial class CarrierSignatureFilter(ICarrierSignatures signatures, OrganizationScope scope, WebhookMetrics metrics, TimeProvider clock, ILogger<CarrierSignatureFilter> logger)
    : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // Fields are read by us, from what was signed; a binder would read them again, trimmed, and stumble over what we do not.
        context.ValueProviderFactories.Clear();
        context.ValueProviderFactories.Add(new RouteValueProviderFactory());

        var request = new WebhookRequest(context.HttpContext.Request);
        var callId = new CallId(Guid.Parse((string)context.RouteData.Values["callId"]!));
        if (await CheckAsync(request, callId, context.HttpContext.RequestAborted) is { } refusal)
        {
            LogRefused(refusal.Reason, callId.Value);
            metrics.CountRefusal(refusal.Reason);
            context.Result = new ContentResult { StatusCode = refusal.Status, Content = refusal.Text, ContentType = "text/plain; charset=utf-8" };
            return;
        }

        var template = context.ActionDescriptor.AttributeRouteInfo!.Template!;
        context.HttpContext.Features.Set(request.ToIncoming(scope.Current!.Value, callId, webhook: template[(template.LastIndexOf('/') + 1)..], clock.GetUtcNow()));
        await next();
    }

    private async Task<Refusal?> CheckAsync(WebhookRequest request, CallId callId, CancellationToken aborted)
    {
        try
        {
            if (!await request.TryReadAsync(aborted))
            {
                return new Refusal(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large.");
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // Kestrel says so of a body that ends too early or is not chunked as it claims.
            return new Refusal(StatusCodes.Status400BadRequest, "broken-body", "Unreadable.");
        }

        return request.IsFormOrQuery
            ? await VerifyAsync(request.ToSigned(callId))
            : new Refusal(StatusCodes.Status415UnsupportedMediaType, "not-a-form", "Neither form nor query.");
    }

    private async Task<Refusal?> VerifyAsync(SignedRequest? signed)
    {
        var organization = signed is null ? null : await signatures.VerifyAsync(signed, CancellationToken.None);
        if (organization is null)
        {
            return new Refusal(StatusCodes.Status403Forbidden, signed is null ? "unsigned" : "wrong-signature", "Not signed by a known account.");
        }

        scope.Enter(organization.Value);
        return null;
    }

    [LoggerMessage(1, LogLevel.Warning, "Webhook for call {CallId} refused: {Reason}")]
    private partial void LogRefused(string reason, Guid callId);

    private sealed record Refusal(int Status, string Reason, string Text);
}
