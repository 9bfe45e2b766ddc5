namespace CrmVoice.Browser.Tests.Calls;

/// <summary>
/// The same story in two organizations and two languages. A contact is named by the ending of its number, which decides what it does.
/// </summary>
internal sealed record Scene(Person Agent, IReadOnlyDictionary<string, string> Contacts)
{
    public static readonly Scene Aurora = new(Person.Ana, new Dictionary<string, string>
    {
        ["0001"] = "Carlos Lima",
        ["0002"] = "Beatriz Moraes",
        ["0003"] = "Diego Andrade",
        ["0004"] = "Elisa Fontes",
        ["0005"] = "Fernando Rocha",
        ["0006"] = "Gabriela Pires",
        ["none"] = "Patrícia Xavier",
    });

    public static readonly Scene Beacon = new(Person.Amy, new Dictionary<string, string>
    {
        ["0001"] = "Alice Warren",
        ["0002"] = "Ben Carter",
        ["0003"] = "Chloe Evans",
        ["0004"] = "Daniel Foster",
        ["0005"] = "Emma Hughes",
        ["0006"] = "Frank Ito",
        ["none"] = "José Ortega",
    });

    public static readonly Scene[] Both = [Aurora, Beacon];

    public Words Words => Agent.Words;

    public override string ToString() => Agent.ToString();
}
