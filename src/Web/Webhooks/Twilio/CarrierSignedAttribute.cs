using Microsoft.AspNetCore.Mvc.Filters;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Lets in only what an organization's Twilio account signed, and enters that organization.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CarrierSignedAttribute : Attribute, IFilterFactory, IOrderedFilter
{
    public bool IsReusable => false;

    /// <summary>After the filter that answers for failures, which covers this one too.</summary>
    public int Order => 1;

    public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) => serviceProvider.GetRequiredService<CarrierSignatureFilter>();
}
