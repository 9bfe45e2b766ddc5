using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace CrmVoice.Web.Security;

/// <summary>The proxies in front of us: what they forward is believed, and of nobody else.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Addresses and networks, such as <c>10.0.0.5, 10.1.0.0/16</c>; key <c>Proxies</c>.</summary>
    public string Proxies { get; set; } = "";

    public IEnumerable<string> Each => Proxies.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Each.FirstOrDefault(one => !IPAddress.TryParse(one, out _) && !IPNetwork.TryParse(one, out _)) is { } odd
            ? ValidateOptionsResult.Fail(
                $"Proxies has '{odd}', which is neither an address nor a network, such as 10.0.0.5 or 10.1.0.0/16.")
            : ValidateOptionsResult.Success;
}

internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
        services
            .AddOptions<ProxyOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Proxies = configuration["Proxies"] ?? "")
            .ValidateOnStart();
        return services;
    }

    /// <summary>Comes first: from here on the address, the scheme and the host are those that were asked for.</summary>
    public static IApplicationBuilder UseProxies(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<IOptions<ProxyOptions>>().Value.Each.ToList();
        if (known.Count == 0)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in known)
        {
            if (IPAddress.TryParse(one, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(IPNetwork.Parse(one));
            }
        }

        return app.UseForwardedHeaders(options);
    }
}
