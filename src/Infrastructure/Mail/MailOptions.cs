using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmVoice.Infrastructure.Mail;

/// <summary>The server that takes our mail (section <c>Mail</c>); without a host none is sent.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>An address, with a name or without: <c>CrmVoice &lt;crm@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary><c>StartTls</c>, <c>Tls</c> or <c>None</c>.</summary>
    public string Security { get; set; } = nameof(MailSecurity.StartTls);

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);

    public SecureSocketOptions SocketOptions => Enum.Parse<MailSecurity>(Security, ignoreCase: true) switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };
}

internal enum MailSecurity
{
    StartTls,
    Tls,
    None,
}

internal sealed class MailOptionsValidator(bool isDevelopment) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        Complaint(options) is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;

    private string? Complaint(MailOptions options)
    {
        if (!options.IsConfigured)
        {
            return options.From is { Length: > 0 } || options.User is { Length: > 0 }
                ? "Mail:Host is missing: set it to the SMTP server that takes the mail, or remove the other Mail keys."
                : null;
        }

        if (options.Port is < 1 or > ushort.MaxValue)
        {
            return $"Mail:Port is {options.Port}, which is no port. The usual one is 587.";
        }

        if (!MailboxAddress.TryParse(options.From ?? "", out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            return "Mail:From is no e-mail address: set it to the sender of the mail, such as CrmVoice <crm@example.com>.";
        }

        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
        {
            return "Mail:User and Mail:Password go together: set both, or neither.";
        }

        // Numbers would be read as well.
        return !Enum.GetNames<MailSecurity>().Contains(options.Security, StringComparer.OrdinalIgnoreCase)
            ? $"Mail:Security is '{options.Security}'. Set it to StartTls, Tls or None."
            : !isDevelopment && options.SocketOptions is SecureSocketOptions.None
                ? "Mail:Security is None, which would send links unencrypted. Set it to StartTls or Tls; None is for Development only."
                : null;
    }
}
