using System.Net;
using System.Net.Sockets;

namespace CrmVoice.Tests;

/// <summary>Ports for processes that tests start, and start again on the same one.</summary>
internal static class FreePort
{
    /// <summary>
    /// Nobody listens there, and none of the ports that systems give to outgoing connections: those are taken by anybody at any time.
    /// </summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody does listen there.
            }
        }
    }
}
