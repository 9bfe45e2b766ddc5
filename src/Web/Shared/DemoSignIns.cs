using CrmVoice.Domain.Identity;

namespace CrmVoice.Web.Shared;

/// <summary>The sign-ins of the demo data, shown in Development only.</summary>
public sealed class DemoSignIns(IConfiguration configuration, IHostEnvironment environment)
{
    public const string Password = "CrmVoice-demo-1";

    public IReadOnlyList<(string Email, Role Role, string Organization)> Shown { get; } =
        environment.IsDevelopment() && configuration.GetValue("Demo:Enabled", true)
            ?
            [
                ("ana@aurora.example", Role.Agent, "Aurora Imóveis"),
                ("bruno@aurora.example", Role.Agent, "Aurora Imóveis"),
                ("sofia@aurora.example", Role.Supervisor, "Aurora Imóveis"),
                ("admin@aurora.example", Role.Admin, "Aurora Imóveis"),
                ("amy@beacon.example", Role.Agent, "Beacon Support"),
                ("admin@beacon.example", Role.Admin, "Beacon Support"),
            ]
            : [];
}
