using CrmVoice.Application.Common;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmVoice.Infrastructure.Mail;

/// <summary>Hands mail over to the server, by MailKit.</summary>
internal sealed class SmtpSender(IOptions<MailOptions> options)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    /// <exception cref="Exception">The server was not reached, or did not take it.</exception>
    public async Task SendAsync(string to, OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(MailboxAddress.Parse(options.Value.From!));
        message.To.Add(new MailboxAddress("", to));
        // So that nobody's absence answers (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");

        using var client = new SmtpClient { Timeout = (int)patience.TotalMilliseconds };
        await client.ConnectAsync(options.Value.Host!, options.Value.Port, options.Value.SocketOptions, cancellationToken);
        if (options.Value.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, options.Value.Password!, cancellationToken);
        }

        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
