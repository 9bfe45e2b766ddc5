using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Where Twilio reaches this application. Webhook addresses and signature checks are made from it and never from a Host header,
/// which anybody can send.
/// </summary>
internal sealed class PublicAddress
{
    /// <summary>
    /// Such as <c>https://crm.example.com</c>, or <c>https://example.com/crm</c> where the application lives below a path.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>The address exactly as it is configured, character for character, because signatures are made over it.</summary>
    /// <param name="path">Without a leading slash.</param>
    public string UrlOf(string path) => $"{PublicBaseUrl.TrimEnd('/')}/{path}";
}

/// <summary>
/// Refuses what Twilio would refuse later, in the middle of a call: "URLs must contain a valid hostname (underscores are not permitted)"
/// (Call resource: "StatusCallback").
/// </summary>
internal sealed class PublicAddressValidator : IValidateOptions<PublicAddress>
{
    public ValidateOptionsResult Validate(string? name, PublicAddress options) => Complaint(options.PublicBaseUrl) is { } complaint
        ? ValidateOptionsResult.Fail($"PublicBaseUrl {complaint}")
        : ValidateOptionsResult.Success;

    private static string? Complaint(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is missing: set it to the address under which Twilio reaches this application, such as https://crm.example.com.";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return "must be an absolute http or https address, such as https://crm.example.com.";
        }

        if (url.Host.Contains('_', StringComparison.Ordinal))
        {
            return "must not have an underscore in its host name: Twilio does not call such hosts.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "must not contain a user name or password.";
        }

        return text.AsSpan().ContainsAny('?', '#') || text.Any(char.IsWhiteSpace)
            ? "must not contain a query, a fragment or spaces."
            : null;
    }
}
