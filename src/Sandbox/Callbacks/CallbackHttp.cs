using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace CrmVoice.Sandbox.Callbacks;

internal static class CallbackHttp
{
    public static readonly HttpRequestOptionsKey<TimeSpan> ConnectTimeout = new("ConnectTimeout");

    /// <summary>Redirects, cookies and timeouts follow Twilio's rules, so the handler does none of them itself.</summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = TrustsLoopback },
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(
            context.InitialRequestMessage.Options.TryGetValue(ConnectTimeout, out var given) ? given : TimeSpan.FromSeconds(5));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, timeout.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection timed out.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A development certificate on this machine is good enough here.</summary>
    private static bool TrustsLoopback(
        object sender,
        System.Security.Cryptography.X509Certificates.X509Certificate? certificate,
        System.Security.Cryptography.X509Certificates.X509Chain? chain,
        SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (
            sender is SslStream stream
            && (
                stream.TargetHostName == "localhost"
                || (IPAddress.TryParse(stream.TargetHostName, out var address) && IPAddress.IsLoopback(address))));
}
