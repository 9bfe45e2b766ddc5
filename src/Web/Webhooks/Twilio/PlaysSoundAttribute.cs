using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Is asked by Twilio and only plays sound: served to whoever knows its address, signed or not, since Twilio need not sign what it asks for
/// in passing, and it says nothing. That it was not signed is counted.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlaysSoundAttribute : Attribute, IResourceFilter
{
    // A signature is made over what came: nothing may have read it before it is checked.
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.Clear();
        context.ValueProviderFactories.Add(new RouteValueProviderFactory());
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
