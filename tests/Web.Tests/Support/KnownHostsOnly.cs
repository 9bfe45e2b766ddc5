namespace CrmVoice.Web.Tests.Support;

/// <summary>Stands outside of every HTTP client of the application: a test that would reach the internet fails instead.</summary>
internal sealed class KnownHostsOnly(Func<string, bool> isKnown) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        isKnown(request.RequestUri!.Authority)
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"No test has registered {request.RequestUri.Host}; nothing was sent.");
}
