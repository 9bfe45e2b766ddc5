using CrmVoice.Application.Carrier.Contracts;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Has an action serve all webhooks that ask, or all that tell, at the addresses in <see cref="CarrierWebhooks"/>, by GET and by POST.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServesWebhooksAttribute(bool thatAsk) : Attribute, IActionModelConvention
{
    private static readonly string[] methods = [HttpMethods.Get, HttpMethods.Post];

    public void Apply(ActionModel action)
    {
        var plain = action.Selectors.Single();
        action.Selectors.Clear();
        foreach (var webhook in CarrierWebhooks.All.Where(webhook => webhook.Asks == thatAsk))
        {
            action.Selectors.Add(new SelectorModel(plain)
            {
                AttributeRouteModel = new AttributeRouteModel { Template = webhook.Path },
                ActionConstraints = { new HttpMethodActionConstraint(methods) },
                EndpointMetadata = { new HttpMethodMetadata(methods), webhook },
            });
        }
    }
}

internal static class ServedWebhook
{
    /// <summary>Which webhook an action serves, however the request spells its address.</summary>
    public static CarrierWebhook Webhook(this ActionDescriptor action) => action.EndpointMetadata.OfType<CarrierWebhook>().Single();
}
