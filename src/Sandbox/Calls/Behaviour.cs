namespace CrmVoice.Sandbox.Calls;

internal enum Pickup
{
    Answers,
    Busy,
    RingsOut,
    Refused,
}

/// <summary>How the callbacks of a call arrive, from the Dial on.</summary>
internal enum Arrival
{
    Prompt,
    TwiceAndShuffled,
    LastOnesMissing,
}

/// <summary>What <c>POST Calls.json</c> answers.</summary>
internal enum RestAnswer
{
    Created,
    ServerErrorYetPlaced,
    TooManyRequestsFirst,
}

/// <summary>
/// What the person or machine at the far end of a leg does; chosen by the last four digits of the number, or by name for the next call.
/// </summary>
internal sealed record Behaviour(string Name)
{
    public Pickup Pickup { get; init; } = Pickup.Answers;

    /// <summary>How long it talks before it hangs up; null stays until the other side ends.</summary>
    public TimeSpan? Talks { get; init; }

    public bool HangsUpAtOnce { get; init; }

    /// <summary>The number is refused before it is dialled: there is no leg.</summary>
    public bool IsNeverDialled { get; init; }

    public bool IsMachine { get; init; }

    public bool HangsUpWhileContactRings { get; init; }

    public Arrival Arrival { get; init; }

    public RestAnswer RestAnswer { get; init; }

    private static readonly Dictionary<string, Behaviour> contacts = new Behaviour[]
    {
        new("0001") { Talks = TimeSpan.FromSeconds(20) },
        new("0002") { Pickup = Pickup.Busy },
        new("0003") { Pickup = Pickup.RingsOut },
        new("0004") { Pickup = Pickup.Refused },
        new("0005") { IsMachine = true, Talks = TimeSpan.FromSeconds(15) },
        new("0006") { HangsUpAtOnce = true },
        new("0007") { Talks = TimeSpan.FromSeconds(8), Arrival = Arrival.TwiceAndShuffled },
        new("0008") { Talks = TimeSpan.FromSeconds(8), Arrival = Arrival.LastOnesMissing },
        new("0010"),
        new("hangs-up-unheard") { HangsUpAtOnce = true, Arrival = Arrival.LastOnesMissing },
        new("never-dialled-unheard") { IsNeverDialled = true, Arrival = Arrival.LastOnesMissing },
        new("contact") { Talks = TimeSpan.FromSeconds(8) },
    }.ToDictionary(behaviour => behaviour.Name);

    private static readonly Dictionary<string, Behaviour> agents = new Behaviour[]
    {
        new("9002") { Pickup = Pickup.Busy },
        new("9003") { Pickup = Pickup.RingsOut },
        new("9004") { Pickup = Pickup.Refused },
        new("9005") { IsMachine = true },
        new("9006") { HangsUpWhileContactRings = true },
        new("9009") { RestAnswer = RestAnswer.ServerErrorYetPlaced },
        new("9010") { RestAnswer = RestAnswer.TooManyRequestsFirst },
        new("agent"),
    }.ToDictionary(behaviour => behaviour.Name);

    /// <summary>Somebody who calls in and stays as long as somebody speaks.</summary>
    public static readonly Behaviour OfCustomer = new("customer");

    public static IEnumerable<string> Names => contacts.Keys.Concat(agents.Keys);

    /// <summary>What a contact's number asks for by its ending; null where it asks for nothing special.</summary>
    public static Behaviour? OfContactEnding(string number) => contacts.GetValueOrDefault(Ending(number));

    /// <summary>A number inside a Dial, or of a leg that joins a room in which somebody is.</summary>
    public static Behaviour OfContact(string number) => OfContactEnding(number) ?? contacts["contact"];

    /// <summary>A number called by <c>POST Calls.json</c>.</summary>
    public static Behaviour OfAgent(string number) => agents.GetValueOrDefault(Ending(number)) ?? agents["agent"];

    public static Behaviour? Named(string name) => contacts.GetValueOrDefault(name) ?? agents.GetValueOrDefault(name);

    private static string Ending(string number) => number.Length < 4 ? number : number[^4..];
}
