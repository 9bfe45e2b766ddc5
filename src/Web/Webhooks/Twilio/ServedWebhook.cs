using CrmVoice.Application.Calls;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace CrmVoice.Web.Webhooks.Twilio;

internal static class ServedWebhook
{
    /// <summary>Which webhook an action serves, a word of <see cref="CarrierWebhooks"/>: the last of its route, however the request spells it.</summary>
    public static string Webhook(this ActionDescriptor action) => action.AttributeRouteInfo!.Template is { } template ? template[(template.LastIndexOf('/') + 1)..] : "";
}
