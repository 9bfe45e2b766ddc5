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

    private static HttpContext Below(PathString path, HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(path, out var rest))
        {
            context.Request.Path = rest;
        }

        context.Request.PathBase = path;
        return context;
    }
}
