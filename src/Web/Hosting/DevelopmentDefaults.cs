using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Hosting;

/// <summary>What a fresh clone needs no configuration for: Twilio's sandbox calls us where we listen.</summary>
internal static class DevelopmentDefaults
{
    private static readonly string[] anyAddress = ["//*", "//+", "//0.0.0.0", "//[::]"];

    public static void AddDevelopmentDefaults(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return;
        }

        var listensOn = builder.Configuration["urls"]?.Split(';')[0] ?? "http://localhost:5000";
        var reachable = anyAddress.Aggregate(listensOn, (url, any) => url.Replace(any, "//localhost", StringComparison.Ordinal));
        builder.Configuration["PublicBaseUrl"] ??= reachable;
        builder.Configuration["Sandbox:Enabled"] ??= "true";
        builder.Configuration["Sandbox:Url"] ??= SandboxProcess.DefaultUrl;
        builder.Configuration["Demo:Enabled"] ??= "true";
        if (builder.Configuration.GetValue<bool>("Demo:Enabled") && string.IsNullOrEmpty(builder.Configuration["Calls:Topology"]))
        {
            // Whoever tries the demo sees all that a call can do.
            builder.Configuration["Calls:Topology"] = nameof(Topology.Room);
        }
    }
}
