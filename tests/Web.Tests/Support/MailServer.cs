using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CrmVoice.Web.Tests.Support;

/// <summary>An SMTP server on a real port, which keeps what it is given and refuses what it is told to.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<MimeMessage> taken = [];
    private readonly Task running;
    private int refusals;

    private MailServer()
    {
        // Nobody else takes the port between this look and the server's own, in practice.
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var services = new ServiceProvider();
        services.Add(this);
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
    }

    public int Port { get; }

    public static Task<MailServer> StartAsync() => Task.FromResult(new MailServer());

    /// <summary>So many of the next ones are not taken for now.</summary>
    public void Refuse(int mails) => Interlocked.Exchange(ref refusals, mails);

    public IReadOnlyList<MimeMessage> To(string address)
    {
        lock (taken)
        {
            return [.. taken.Where(mail => mail.To.Mailboxes.Any(to => to.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))];
        }
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref refusals) >= 0)
        {
            return new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "not now");
        }

        using var stream = new MemoryStream(buffer.ToArray());
        var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        lock (taken)
        {
            taken.Add(mail);
        }

        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        stopping.Dispose();
    }
}
