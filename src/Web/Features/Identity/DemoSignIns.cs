using CrmVoice.Domain.Identity;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The sign-ins of the demo data, offered in Development only.</summary>
public sealed class DemoSignIns(IConfiguration configuration, IHostEnvironment environment)
{
    public const string Password = "CrmVoice-demo-1";

    public IReadOnlyList<DemoSignIn> Shown { get; } =
        environment.IsDevelopment() && configuration.GetValue("Demo:Enabled", true)
            ?
            [
                new("ana@aurora.example", "Ana Ribeiro", Role.Agent, "Aurora Imóveis"),
                new("bruno@aurora.example", "Bruno Tavares", Role.Agent, "Aurora Imóveis"),
                new("sofia@aurora.example", "Sofia Nogueira", Role.Supervisor, "Aurora Imóveis"),
                new("admin@aurora.example", "Helena Prado", Role.Admin, "Aurora Imóveis"),
                new("amy@beacon.example", "Amy Brooks", Role.Agent, "Beacon Support"),
                new("sam@beacon.example", "Sam Okafor", Role.Supervisor, "Beacon Support"),
                new("admin@beacon.example", "Walter Quinn", Role.Admin, "Beacon Support"),
            ]
            : [];
}

public sealed record DemoSignIn(string Email, string Name, Role Role, string Organization);
