using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Shared;

internal static class ReturnPath
{
    private static readonly Uri anywhere = new("http://anywhere");

    /// <summary>The page that a form was sent from, if it is one of ours; the start page otherwise.</summary>
    public static string From(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page)
        && page.Authority == request.Host.Value
        && IsLocal(page.PathAndQuery)
            ? page.PathAndQuery
            : $"{request.PathBase}/";

    /// <summary>A page of ours that a form or an address names, as it may stand in a header; the start page for anything else.</summary>
    public static string Read(IUrlHelper url, string? named) =>
        url.IsLocalUrl(named) && !named.StartsWith('~') && Uri.TryCreate(anywhere, named, out var page)
        && page.Authority == anywhere.Authority && IsLocal(page.PathAndQuery)
            ? page.PathAndQuery
            : url.Content("~/");

    // Two slashes begin another host.
    private static bool IsLocal(string path) => path is ['/'] or ['/', not ('/' or '\\'), ..];
}
