namespace CrmVoice.Web.Shared;

internal static class ReturnPath
{
    public static bool IsHtmx(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    /// <summary>The page that a form was sent from, if it is one of ours; the start page otherwise.</summary>
    public static string From(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value
            ? page.PathAndQuery
            : $"{request.PathBase}/";
}
