using System.Net.Sockets;
using System.Security.Cryptography;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using CrmVoice.Infrastructure.Twilio.Sounds;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Hosting;

/// <summary>The operator has set something up in a way that cannot work; the message says what and how to mend it.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);

internal static class StartUpFault
{
    /// <summary>What is wrong, in one line for the operator; null where it is a fault of ours, whose trace somebody has to see.</summary>
    public static string? Explain(Exception exception) => Reason(exception)?.ReplaceLineEndings(" ");

    private static string? Reason(Exception exception) =>
        exception switch
        {
            StartRefusedException
            or DatabaseUnavailableException
            or KeyRingUnavailableException
            or BackupRefusedException
            or SoundUnusableException
            or OperationRefusedException => exception.Message,
            OptionsValidationException invalid => $"A setting cannot be used: {string.Join(' ', invalid.Failures)}",
            AggregateException several when several.InnerExceptions.All(one => Explain(one) is not null) => string.Join(
                ' ',
                several.InnerExceptions.Select(Explain)),
            IOException { InnerException: AddressInUseException } =>
                $"{exception.Message} Another process listens there: end it, or listen elsewhere (ASPNETCORE_URLS).",
            SocketException or IOException { InnerException: SocketException } =>
                $"It cannot listen where it is told to: {exception.Message}. See ASPNETCORE_URLS.",
            InvalidOperationException { InnerException: FormatException or ArgumentException or InvalidCastException }
            or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
                $"A setting cannot be read: {exception.Message}",
            InvalidDataException or FormatException =>
                $"A setting cannot be read: {exception.Message}{(exception.InnerException is { } inner ? $" {inner.Message}" : "")}",
            CryptographicException => $"The certificate cannot be used: {exception.Message}",
            UnauthorizedAccessException or IOException => exception.Message,
            _ => null,
        };
}
