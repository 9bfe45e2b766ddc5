using CrmVoice.Web.Api;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Primitives;

namespace CrmVoice.Web.Security;

/// <summary>
/// The names that we go by: the host of <c>PublicBaseUrl</c>, unless <c>AllowedHosts</c> says others, and in Development this machine as
/// well. Health and metrics are asked for by whoever watches the machines, by whatever name; webhooks are told apart by their signature,
/// and come before this.
/// </summary>
internal sealed class PublicHost(IConfiguration configuration, IHostEnvironment environment)
{
    private static readonly string[] loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly Uri publicBaseUrl = new(configuration["PublicBaseUrl"]!);

    public bool IsHttps => publicBaseUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// The name of a cookie that says who somebody is. Over https browsers take <c>__Host-</c> from this very host alone, so that no
    /// neighbour below the same domain plants one; below a path, where that is not to be had, <c>__Secure-</c> keeps it from plain http.
    /// </summary>
    public string NameOfCookie(string name) =>
        !IsHttps ? name
        : publicBaseUrl.AbsolutePath is "/" ? $"__Host-{name}"
        : $"__Secure-{name}";

    private IList<StringSegment> Names =>
        [
            .. configuration["AllowedHosts"] is { Length: > 0 } allowed
                ? allowed.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [publicBaseUrl.Host],
            .. environment.IsDevelopment() ? loopback : [],
        ];

    public static IServiceCollection AddTo(IServiceCollection services) =>
        services
            .AddSingleton<PublicHost>()
            // The server's own filter knows no exceptions.
            .PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);

    public Task FilterAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (IsOurs(context.Request.Host) || path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics"))
        {
            return IsFromElsewhere(context.Request)
                ? RefuseAsync(context, StatusCodes.Status403Forbidden, "Not from this origin.")
                : next(context);
        }

        return context.IsApi()
            ? Problems.WriteAsync(context, Refusal.Of(StatusCodes.Status400BadRequest))
            : RefuseAsync(context, StatusCodes.Status400BadRequest, "This host is not served here.");
    }

    private bool IsOurs(HostString host) =>
        Names is var names && (names.Contains("*") || (host.HasValue && HostString.MatchesAny(host.Host, names)));

    // Browsers let any page open a socket to anywhere, with the cookies of there. Programs say no origin.
    private bool IsFromElsewhere(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs")
        && request.Headers.Origin is [{ Length: > 0 } said, ..]
        && !(
            Uri.TryCreate(said, UriKind.Absolute, out var origin)
            && (origin.Authority == publicBaseUrl.Authority || origin.Authority == request.Host.Value));

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
