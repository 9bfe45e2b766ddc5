using System.Text.RegularExpressions;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Which host to ask. Of an organization's edge and region Twilio's package makes one of Twilio's own hosts,
/// <c>api.{edge}.{region}.twilio.com</c> (Twilio: "Global infrastructure: edge locations, regions"); a configured host, and the sandbox,
/// are asked in its place, as they stand.
/// </summary>
internal sealed partial class TwilioHosts(IOptions<TwilioOptions> options, IOptions<SandboxAddress> sandbox)
{
    private string? Sandbox => sandbox.Value.Enabled ? sandbox.Value.Url : null;

    /// <summary>Whether it is Twilio itself that is asked for calls, and not what is configured in its place.</summary>
    public bool AreTwilios => InPlaceOf("api") is null;

    /// <summary>
    /// What the package may make a part of a host's name; null where that is left to Twilio, or where another host is asked.
    /// </summary>
    /// <exception cref="TwilioErrorException">The edge or region is no such name.</exception>
    public (string? Edge, string? Region) LabelsOf(string? edge, string? region) =>
        AreTwilios ? (LabelOf(edge), LabelOf(region)) : (null, null);

    /// <summary>Where a request goes that the package would send to one of Twilio's hosts.</summary>
    public Uri AddressOf(Uri asked) => InPlaceOf(asked.Host.Split('.')[0]) is { } other
        ? new Uri(new Uri(other, UriKind.Absolute), asked.PathAndQuery)
        : asked;

    /// <param name="name">How the host begins: the name of one of Twilio's APIs.</param>
    private string? InPlaceOf(string name) => name switch
    {
        "voice" => options.Value.Hosts.Voice,
        "pricing" => options.Value.Hosts.Pricing,
        _ => options.Value.Hosts.Api,
    } ?? Sandbox;

    private static string? LabelOf(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        // Credentials go to this host: nothing but a plain label may become part of its name.
        return name.Trim() is var label && HostLabel().IsMatch(label)
            ? label
            : throw TwilioErrorException.WithoutAsking("The Twilio edge or region is not a name such as sao-paulo or us1.");
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex HostLabel();
}
