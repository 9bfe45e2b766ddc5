using System.Net;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twilio.Rest.Api.V2010.Account;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Says what cannot be right about the public address. Nobody is asked for it: an address that looks right may still lead nowhere.
/// </summary>
internal sealed partial class PublicAddressCheck(
    IOptions<PublicAddress> address,
    TwilioHosts hosts,
    bool isDevelopment,
    ILogger<PublicAddressCheck> logger)
{
    private static readonly string[] privateEndings = [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test"];

    private static readonly IPNetwork[] privateNetworks =
    [
        .. (
            (string[])
                [
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "::/127",
                    "fc00::/7",
                    "fe80::/10",
                ]
        ).Select(network => IPNetwork.Parse(network)),
    ];

    public string PublicBaseUrl => address.Value.PublicBaseUrl;

    private Uri Ours => new(PublicBaseUrl.TrimEnd('/') + "/");

    public IReadOnlyList<AddressProblem> Problems() =>
    [
        .. Ours.Scheme != Uri.UriSchemeHttps && !isDevelopment ? [AddressProblem.NotHttps] : (AddressProblem[])[],
        .. hosts.AreTwilios && IsPrivate(Ours.IdnHost.TrimEnd('.')) ? [AddressProblem.NotPublic] : (AddressProblem[])[],
    ];

    /// <summary>The numbers whose webhooks have a path like ours and lead to another address.</summary>
    public IReadOnlyList<StrayNumber> Strays(IEnumerable<IncomingPhoneNumberResource> numbers) =>
        [
            .. from number in numbers
            where number.PhoneNumber is not null
            from url in new[] { number.VoiceUrl, number.VoiceFallbackUrl, number.StatusCallback }.OfType<Uri>().Distinct()
            where url.IsAbsoluteUri && IsStray(url)
            select new StrayNumber(
                number.PhoneNumber.ToString(),
                url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)),
        ];

    /// <summary>For those who start the application and never open a page of it.</summary>
    public void LogProblems()
    {
        foreach (var problem in Problems())
        {
            LogProblem(PublicBaseUrl, Kebab.Of(problem), problem switch
            {
                AddressProblem.NotHttps => "what Twilio says of calls goes over the network for all to read",
                AddressProblem.NotPublic => "Twilio cannot reach an address of this machine or of a private network",
            });
        }
    }

    private bool IsStray(Uri url)
    {
        var isLikeOurs = url.AbsolutePath.StartsWith("/twilio/", StringComparison.OrdinalIgnoreCase)
            || url.AbsolutePath.StartsWith(Ours.AbsolutePath + "twilio/", StringComparison.OrdinalIgnoreCase);
        var isOurs = Uri.Compare(url, Ours, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            && url.AbsolutePath.StartsWith(Ours.AbsolutePath, StringComparison.Ordinal);
        return isLikeOurs && !isOurs;
    }

    private static bool IsPrivate(string host)
    {
        if (!IPAddress.TryParse(host, out var ip))
        {
            return !host.Contains('.', StringComparison.Ordinal)
                || privateEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        }

        var plain = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        return privateNetworks.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    [LoggerMessage(2401, LogLevel.Warning, "PublicBaseUrl {Address} is {Problem}: {Reason}")]
    private partial void LogProblem(string address, string problem, string reason);
}
