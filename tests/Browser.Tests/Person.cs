namespace CrmVoice.Browser.Tests;

/// <summary>Somebody of the demo data, in the language that the tests let them read.</summary>
internal sealed record Person(string Email, string Name, string Language, string Token)
{
    public const string Password = "CrmVoice-demo-1";

    public static readonly Person Ana = new("ana@aurora.example", "Ana Ribeiro", "pt-BR", "demo-ana-aurora");
    public static readonly Person Bruno = new("bruno@aurora.example", "Bruno Tavares", "pt-BR", "demo-bruno-aurora");
    public static readonly Person Sofia = new("sofia@aurora.example", "Sofia Nogueira", "pt-BR", "demo-sofia-aurora");

    /// <summary>An administrator without a phone.</summary>
    public static readonly Person Helena = new("admin@aurora.example", "Helena Prado", "pt-BR", "demo-admin-aurora");
    public static readonly Person Amy = new("amy@beacon.example", "Amy Brooks", "en", "demo-amy-beacon");

    public static readonly Person Sam = new("sam@beacon.example", "Sam Okafor", "en", "demo-sam-beacon");

    /// <summary>An administrator without a phone.</summary>
    public static readonly Person Walter = new("admin@beacon.example", "Walter Quinn", "en", "demo-admin-beacon");

    /// <summary>Administrators of organizations of their own, in which nothing was done yet; of no part of the demo.</summary>
    public static readonly Person Livia = new("livia@cedro.example", "Lívia Cedro", "pt-BR", "");
    public static readonly Person Rui = new("rui@ipe.example", "Rui Ipê", "pt-BR", "");
    public static readonly Person Nina = new("nina@jatoba.example", "Nina Jatobá", "pt-BR", "");
    public static readonly Person Olga = new("olga@peroba.example", "Olga Peroba", "pt-BR", "");

    public static readonly Person[] Founders = [Livia, Rui, Nina, Olga];

    public static readonly Person[] All = [Ana, Bruno, Sofia, Helena, Amy, Sam, Walter];

    public Words Words => Words.In(Language);

    public Person Reading(string language) => this with { Language = language };

    public override string ToString() => $"{Name.Split(' ')[0]} ({Language})";
}
