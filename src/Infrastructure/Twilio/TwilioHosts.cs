using System.Text.RegularExpressions;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Which host to ask. An organization's edge and region name one of Twilio's own hosts, <c>api.{edge}.{region}.twilio.com</c>
/// (Twilio: "Global infrastructure: edge locations, regions"); a configured host, and the sandbox, are asked as they stand.
/// </summary>
internal sealed partial class TwilioHosts(IOptions<TwilioOptions> options, IOptions<SandboxAddress> sandbox)
{
    private const string DefaultRegion = "us1";

    /// <summary>Whether it is Twilio itself that is asked, and not what is configured in its place.</summary>
    public bool AreTwilios => options.Value.Hosts.Api is null && !sandbox.Value.Enabled;

    /// <exception cref="ApiException">The edge or region is no such name.</exception>
    public Uri Api(string? edge, string? region) => Of("api", options.Value.Hosts.Api, edge, region);

    private Uri Of(string product, string? configured, string? edge, string? region)
    {
        var other = configured ?? (sandbox.Value.Enabled ? sandbox.Value.Url : null);
        if (other is not null)
        {
            return new Uri(other, UriKind.Absolute);
        }

        edge = string.IsNullOrWhiteSpace(edge) ? null : edge.Trim();
        region = string.IsNullOrWhiteSpace(region) ? null : region.Trim();
        if ((edge is not null && !HostLabel().IsMatch(edge)) || (region is not null && !HostLabel().IsMatch(region)))
        {
            // Credentials go to this host: nothing but a plain label may become part of its name.
            throw ApiException.WithoutAsking("The Twilio edge or region is not a name such as sao-paulo or us1.");
        }

        string?[] labels = [product, edge, edge is null ? region : region ?? DefaultRegion, "twilio.com"];
        return new Uri($"https://{string.Join('.', labels.Where(label => label is not null))}");
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex HostLabel();
}
