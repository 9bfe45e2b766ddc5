using System.Net;
using System.Net.Sockets;

namespace CrmVoice.Web.Security;

/// <summary>From where people have signed in since the process started. Only they fill it, and it is bounded all the same.</summary>
internal sealed class KnownSources
{
    private const int Most = 20_000;

    private readonly Lock door = new();
    private readonly HashSet<(string Account, string Source)> known = [];
    private readonly Queue<(string Account, string Source)> order = new();

    /// <summary>An address; of IPv6 the network, whose addresses are all one household's.</summary>
    public static string NameOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    public bool Contains(string account, string source)
    {
        lock (door)
        {
            return known.Contains((account, source));
        }
    }

    public void Remember(string account, string source)
    {
        lock (door)
        {
            if (known.Add((account, source)))
            {
                order.Enqueue((account, source));
                if (order.Count > Most)
                {
                    known.Remove(order.Dequeue());
                }
            }
        }
    }
}
