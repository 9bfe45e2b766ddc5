namespace CrmVoice.Domain.Calls;

/// <summary>How a party is reached.</summary>
public enum PartyKind
{
    Phone,
    Browser,
    Sip,

    /// <summary>The caller does not show a number.</summary>
    Withheld,
}

/// <summary>The party that a leg leads to, as shown to people.</summary>
/// <param name="Value">
/// The number (E.164 where Twilio has it so), the browser's identity or the SIP address; null where it is withheld.
/// </param>
public sealed record Party(PartyKind Kind, string? Value)
{
    public const int AddressMaxLength = 256;

    private const string BrowserPrefix = "client:";
    private static readonly string[] sipPrefixes = ["sip:", "sips:"];

    // What networks send in place of a number: a word, or the word in digits of a telephone keypad.
    private static readonly HashSet<string> withheld = new(
        [
            "",
            "anonymous",
            "unknown",
            "restricted",
            "private",
            "unavailable",
            "blocked",
            "+266696687",
            "+86282452253",
            "+2562533",
            "+8656696",
            "+7378742833",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads what Twilio says in <c>To</c> or <c>From</c> (https://www.twilio.com/docs/voice/twiml#request-parameters); nothing is refused.
    /// </summary>
    public static Party Of(string? address) =>
        address?.Trim() switch
        {
            null => new(PartyKind.Withheld, null),
            var said when withheld.Contains(said) => new(PartyKind.Withheld, null),
            var said when said.StartsWith(BrowserPrefix, StringComparison.OrdinalIgnoreCase) => new(
                PartyKind.Browser,
                said[BrowserPrefix.Length..]),
            var said when Array.Exists(sipPrefixes, prefix => said.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) => new(
                PartyKind.Sip,
                said),
            var said => new(PartyKind.Phone, said),
        };
}
