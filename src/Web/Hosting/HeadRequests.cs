using CrmVoice.Web.Webhooks.Twilio;

namespace CrmVoice.Web.Hosting;

internal static class HeadRequests
{
    /// <summary>
    /// What answers GET answers HEAD with the same status and headers (RFC 9110, section 9.3.2); the body is left out by the server.
    /// Webhooks keep to the methods that Twilio uses.
    /// </summary>
    public static TBuilder AnswerHeadLikeGet<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: var methods }
                && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head)
                && !endpoint.Metadata.OfType<CarrierSignedAttribute>().Any()
                && !endpoint.Metadata.OfType<PlaysSoundAttribute>().Any())
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([.. methods, HttpMethods.Head]));
            }
        });
        return endpoints;
    }
}
