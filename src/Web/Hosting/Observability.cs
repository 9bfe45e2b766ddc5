using System.Security.Cryptography;
using System.Text;
using CrmVoice.Infrastructure;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// Metrics at <c>/metrics</c> for whoever scrapes, and metrics and traces over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// </summary>
internal static class Observability
{
    private const string Endpoint = "/metrics";

    // The runtime's and ASP.NET Core's own; Twilio's answers are among those of System.Net.Http.
    private static readonly string[] meters =
    [
        "CrmVoice.*",
        "System.Runtime",
        "System.Net.Http",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections",
    ];

    public static IServiceCollection AddObservability(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("crmvoice"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(meters).AddPrometheusExporter();
            if (exports)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (exports)
        {
            telemetry.WithTracing(traces => traces.AddSource(Telemetry.SourceName).AddRequests().AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Open in Development; elsewhere for those who know <c>Metrics:Token</c>, and not there at all where none is set.</summary>
    public static void UseMetricsGuard(this WebApplication app)
    {
        var token = app.Configuration["Metrics:Token"];
        if (app.Environment.IsDevelopment() && string.IsNullOrEmpty(token))
        {
            return;
        }

        app.Use(
            (context, next) =>
                context.Request.Path.StartsWithSegments(Endpoint) && !Knows(token, context.Request)
                    ? RefuseAsync(context.Response, isThere: !string.IsNullOrEmpty(token))
                    : next(context));
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint(Endpoint).AllowAnonymous();

    // Queries hold what people look for, and what Twilio says. Who watches the machines does not have to know.
    private static TracerProviderBuilder AddRequests(this TracerProviderBuilder traces) =>
        traces.AddAspNetCoreInstrumentation(requests =>
        {
            requests.Filter = context =>
                !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments(Endpoint);
            requests.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null);
        });

    private static bool Knows(string? token, HttpRequest request) =>
        !string.IsNullOrEmpty(token)
        && CryptographicOperations.FixedTimeEquals(Hash($"Bearer {token}"), Hash(request.Headers.Authorization.ToString()));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Task RefuseAsync(HttpResponse response, bool isThere)
    {
        response.StatusCode = isThere ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound;
        if (isThere)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        return response.WriteAsync(isThere ? "Token needed." : "Not found.");
    }
}
