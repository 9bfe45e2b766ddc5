using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// Twilio answered with an error (Twilio: "API responses: Exceptions"). The message is cleansed when it is read, so that no number of a
/// person can travel further with it.
/// </summary>
internal sealed partial class TwilioErrorException : Exception
{
    public const int AuthenticationFailed = 20003;
    public const int NotFound = 20404;
    public const int CallNotInProgress = 21220;

    private TwilioErrorException(int status, int? twilioCode, string message, TimeSpan? retryAfter)
        : base(message)
    {
        Status = status;
        TwilioCode = twilioCode;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Null where the answer was not Twilio's own: a proxy's page, an empty body.</summary>
    public int? TwilioCode { get; }

    /// <summary>Twilio's code, or what it would have been.</summary>
    public int Code => TwilioCode ?? Status switch
    {
        401 => AuthenticationFailed,
        404 => NotFound,
        _ => Status,
    };

    public TimeSpan? RetryAfter { get; }

    /// <summary>Twilio knows of no such thing, as against some server on the way that knows of no such page.</summary>
    public bool IsNotFound => Status == 404 && TwilioCode is not null;

    public static TwilioErrorException Read(int status, string body, TimeSpan? retryAfter)
    {
        int? code = null;
        string? message = null;
        try
        {
            var json = JsonElement.Parse(body);
            (code, message) = (json.Number("code"), json.Text("message"));
        }
        catch (JsonException)
        {
            // A proxy's page or nothing at all: the status has to do.
        }

        return new TwilioErrorException(
            status,
            code,
            string.IsNullOrWhiteSpace(message) ? $"Twilio answered HTTP {status}." : Cleanse(message),
            retryAfter);
    }

    /// <summary>There is no use in asking Twilio: it would refuse us.</summary>
    public static TwilioErrorException WithoutAsking(string message) => new(401, AuthenticationFailed, message, retryAfter: null);

    /// <summary>Takes out whatever might be a telephone number, and control characters; cuts to what is kept.</summary>
    public static string Cleanse(string message)
    {
        var text = ControlCharacters().Replace(LikeANumber().Replace(message, "…"), " ").Trim();
        if (text.Length <= CarrierError.MessageMaxLength)
        {
            return text;
        }

        var end = CarrierError.MessageMaxLength - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    // Six digits or more, with or without a plus sign, together or with the usual signs between them; and whatever a plus sign introduces.
    [GeneratedRegex(@"\+?\d(?:[\s().-]{0,2}\d){5,}|\+\d+")]
    private static partial Regex LikeANumber();

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}]+")]
    private static partial Regex ControlCharacters();
}
