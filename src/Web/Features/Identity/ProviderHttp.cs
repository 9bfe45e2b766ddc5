using CrmVoice.Application.Identity;
using Microsoft.IdentityModel.Protocols;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// How sign-in providers are asked: within ten seconds, for a quarter of a megabyte at most, never led on to another address, and with
/// https only where people are served.
/// </summary>
public sealed class ProviderHttp(IHttpClientFactory factory) : IDocumentRetriever
{
    private const string Name = "sign-in-provider";
    private const int LongestAnswer = 256 * 1024;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    public static void AddTo(IServiceCollection services)
    {
        services.AddHttpClient(Name, client =>
            {
                client.Timeout = patience;
                client.MaxResponseContentBufferSize = LongestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .AddHttpMessageHandler(provider => new HttpsOnly(RequiresHttps(provider.GetRequiredService<IHostEnvironment>())));
        services.AddSingleton<ProviderHttp>().AddSingleton<ProviderMetadata>().AddScoped<ProviderDoor>();
        services.AddScoped<IProviderDiscovery, ProviderDiscovery>();
    }

    /// <summary>Everywhere but in Development and Staging, as for all other addresses (<see cref="Hosting.UnsafeSettings"/>).</summary>
    public static bool RequiresHttps(IHostEnvironment environment) => !environment.IsDevelopment() && !environment.IsStaging();

    public HttpClient CreateClient() => factory.CreateClient(Name);

    /// <exception cref="HttpRequestException">There is no such document.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var client = CreateClient();
        return await client.GetStringAsync(address, cancel);
    }

    private sealed class HttpsOnly(bool isRequired) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isRequired && request.RequestUri!.Scheme != Uri.UriSchemeHttps
                ? throw new HttpRequestException("A sign-in provider is asked with https only.")
                : base.SendAsync(request, cancellationToken);
    }
}
