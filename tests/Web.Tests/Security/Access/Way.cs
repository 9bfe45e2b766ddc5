using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Webhooks.Twilio;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>A way into the application, as its routing knows it: an address with one of the methods that it is served by.</summary>
internal sealed record Way(string Method, RouteEndpoint Endpoint)
{
    /// <summary>Such as <c>calls/{id:guid}</c>.</summary>
    public string Template => Endpoint.RoutePattern.RawText!.Trim('/');

    public string Name => $"{Method} /{Template}";

    public Permission? Permission => Endpoint.Metadata.GetMetadata<RequirePermissionAttribute>()?.Permission;

    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>Signed by Twilio: not people's.</summary>
    public bool IsWebhook => Endpoint.Metadata.GetMetadata<CarrierSignedAttribute>() is not null;

    /// <summary>A file of the build, which holds nothing of anybody.</summary>
    public bool IsFile => Endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    public bool IsHub => Endpoint.Metadata.GetMetadata<HubMetadata>() is not null;

    /// <summary>Asked with a token and answered for machines; everything else is asked with a session.</summary>
    public bool IsApi => Template.StartsWith("api/", StringComparison.Ordinal);

    public bool Changes => Method is not ("GET" or "HEAD");

    public ControllerActionDescriptor? Action => Endpoint.Metadata.GetMetadata<ControllerActionDescriptor>();

    public static IReadOnlyList<Way> All(IServiceProvider services) =>
        [
            .. from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: { Count: > 0 } methods }
                ? methods
                : ["GET", "POST"]
            orderby endpoint.RoutePattern.RawText, method
            select new Way(method, endpoint),
        ];
}
