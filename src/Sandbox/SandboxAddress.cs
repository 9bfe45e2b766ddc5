using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CrmVoice.Sandbox;

/// <summary>The sandbox's own address, known once it listens: on port 0 the system chooses.</summary>
internal sealed class SandboxAddress(IServer server)
{
    public string Base => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost")
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
