using CrmVoice.Application.Carrier.Contracts;

namespace CrmVoice.Web.Hosting;

internal static class PublicPath
{
    /// <summary>
    /// Lives below the path of <c>PublicBaseUrl</c>, where it has one. A proxy may pass requests on with that path or without:
    /// what leads on from a page, and what Twilio is handed, has it either way.
    /// </summary>
    public static IApplicationBuilder UsePublicPath(this WebApplication app)
    {
        var path = new PathString(new Uri(app.Configuration["PublicBaseUrl"]!).AbsolutePath.TrimEnd('/'));
        return path.HasValue ? app.Use((context, next) => next(Below(path, context))) : app;
    }

    /// <summary>
    /// What is left of a path as it came below the public one. What is the path of a webhook as it stands has lost that on its way:
    /// the public one may begin like our own, or be the same.
    /// </summary>
    public static string Below(string publicPath, string path) =>
        IsBelow(publicPath, path) && CarrierWebhooks.Find(path) is null ? path[publicPath.Length..] : path;

    private static HttpContext Below(PathString publicPath, HttpContext context)
    {
        context.Request.Path = new PathString(Below(publicPath.Value!, context.Request.Path.Value ?? ""));
        context.Request.PathBase = publicPath;
        return context;
    }

    private static bool IsBelow(string root, string path) =>
        root.Length > 0
        && path.StartsWith(root, StringComparison.OrdinalIgnoreCase)
        && (path.Length == root.Length || path[root.Length] == '/');
}
