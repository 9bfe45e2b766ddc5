using CrmVoice.Domain.Identity;

namespace CrmVoice.Infrastructure.Demo;

internal sealed record DemoOrganization(
    string Name,
    string Country,
    string Language,
    string TimeZone,
    string AccountSid,
    string AuthToken,
    IReadOnlyList<DemoNumber> Numbers,
    IReadOnlyList<DemoPerson> People,
    IReadOnlyList<DemoContact> Contacts,
    IReadOnlyList<string> AlsoCalls);

/// <param name="Sid">As the sandbox lists it.</param>
internal sealed record DemoNumber(string PhoneNumber, string Sid, string Label);

internal sealed record DemoPerson(string Email, string Name, Role Role, string? Phone, string ApiToken);

internal sealed record DemoContact(string Name, string? Company, string? Phone, string? Opportunity = null, string? Email = null);

/// <summary>
/// A Brazilian estate agency and an American help desk. The last four digits of a contact's number say what the sandbox lets happen.
/// </summary>
internal static class DemoOrganizations
{
    public static IReadOnlyList<DemoOrganization> All { get; } =
    [
        new(
            "Aurora Imóveis",
            "BR",
            "pt-BR",
            "America/Sao_Paulo",
            "AC00000000000000000000000000000001",
            "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c",
            [
                new("+551140000001", "PN03af9a638a8a418cfdfb7f75a9c0c307", "Vendas São Paulo"),
                new("+552140000001", "PN52a687d3765643d3e32b85f7524956cb", "Vendas Rio"),
            ],
            [
                new("admin@aurora.example", "Helena Prado", Role.Admin, null, "demo-admin-aurora"),
                new("ana@aurora.example", "Ana Ribeiro", Role.Agent, "+5511999995501", "demo-ana-aurora"),
                new("bruno@aurora.example", "Bruno Tavares", Role.Agent, "+5511999995502", "demo-bruno-aurora"),
                new("sofia@aurora.example", "Sofia Nogueira", Role.Supervisor, "+5511999995503", "demo-sofia-aurora"),
            ],
            [
                new("Carlos Lima", "Lima Arquitetura", "+5511987650001", "Cobertura em Pinheiros", "carlos@lima.example"),
                new("Beatriz Moraes", "Moraes & Filhos", "+5511987650002", "Sala comercial na Paulista", "beatriz@moraes.example"),
                new("Diego Andrade", null, "+5511987650003", "Apartamento na Vila Mariana"),
                new("Elisa Fontes", "Fontes Paisagismo", "+5511987650004"),
                new("Fernando Rocha", "Rocha Engenharia", "+5511987650005", "Galpão em Guarulhos", "fernando@rocha.example"),
                new("Gabriela Pires", null, "+5511987650006"),
                new("Henrique Duarte", "Duarte Advogados", "+5511987650007", "Conjunto no Itaim"),
                new("Isabela Nunes", null, "+5511987650008"),
                new("João Batista", "Padaria São João", "+5521976543210", "Ponto comercial no Leblon"),
                new("Karina Salles", "Clínica Salles", "+5531988776655", null, "karina@salles.example"),
                new("Lucas Farias", null, "+551133445566"),
                new("Marina Castro", "Castro Eventos", "+5541996612345", "Casa em Curitiba"),
                new("Natália Reis", "Reis Consultoria", "+5511987650010", "Casa em Alphaville", "natalia@reis.example"),
                new("Otávio Guimarães", null, "+5571991234567"),
                new("Patrícia Xavier", "Xavier Design", null, "Studio em Moema", "patricia@xavier.example"),
            ],
            ["AR", "CU", "GB", "PT", "US"]),
        new(
            "Beacon Support",
            "US",
            "en",
            "America/Los_Angeles",
            "AC00000000000000000000000000000002",
            "beac0000beac0000beac0000beac0000",
            [new("+14155550100", "PN40d3f4e02db27d66cf4cfdda506c2c94", "Help desk")],
            [
                new("admin@beacon.example", "Walter Quinn", Role.Admin, null, "demo-admin-beacon"),
                new("amy@beacon.example", "Amy Brooks", Role.Agent, "+14155550155", "demo-amy-beacon"),
                new("sam@beacon.example", "Sam Okafor", Role.Supervisor, "+14155550156", "demo-sam-beacon"),
            ],
            [
                new("Alice Warren", "Warren Hardware", "+12125550001", "Annual plan", "alice@warren.example"),
                new("Ben Carter", "Carter Freight", "+12125550002"),
                new("Chloe Evans", null, "+12125550003", "Onboarding"),
                new("Daniel Foster", "Foster Dental", "+12125550004"),
                new("Emma Hughes", "Hughes Studio", "+12125550005", "Renewal", "emma@hughes.example"),
                new("Frank Ito", null, "+12125550006"),
                new("Grace Kim", "Kim Catering", "+12125550007"),
                new("Harold Lee", null, "+12125550008"),
                new("Ivy Martinez", "Martinez Law", "+13105551234", "Premium support"),
                new("Julia Novak", "Novak Design", "+12125550010", "Support contract", "julia@novak.example"),
                new("José Ortega", "Ortega Farms", null, null, "jose@ortega.example"),
            ],
            ["BR", "CA", "GB", "MX"]),
    ];
}
