namespace CrmVoice.Web.Tests.Support;

/// <summary>Stands outside of every HTTP client of the application: a test that would reach the internet fails instead.</summary>
internal sealed class KnownHostsOnly(IReadOnlySet<string> known) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        known.Contains(request.RequestUri!.Authority)
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"No test has registered {request.RequestUri.Host}; nothing was sent.");
}
