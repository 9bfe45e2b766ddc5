using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>Who calls in, as far as Twilio says (Twilio: "Voice webhooks", request parameters).</summary>
/// <param name="Address">As Twilio sends it: a number, a browser's identity, a SIP address, or a word for a caller who shows none.</param>
/// <param name="Name">What the network says the caller is called; null where it says nothing.</param>
/// <param name="Place">Where the caller's number is from, such as <c>São Paulo, SP, BR</c>; null where Twilio does not say.</param>
/// <param name="ForwardedFrom">The number that the caller had dialled, where it forwards to this one (as Twilio sends it).</param>
public sealed record IncomingCaller(string Address, string? Name = null, string? Place = null, string? ForwardedFrom = null)
{
    public const int NameMaxLength = 120;
    public const int PlaceMaxLength = 120;

    /// <summary>The party, whichever kind; nothing is refused.</summary>
    public Party Party => Party.Of(Address);

    /// <summary>Null where it is no telephone number that could be called back.</summary>
    public PhoneNumber? Number =>
        Party is { Kind: PartyKind.Phone, Value: { } value } && PhoneNumber.IsValid(value) ? PhoneNumber.Parse(value) : null;

    /// <summary>With each text cut to what is kept.</summary>
    public static IncomingCaller Of(string? address, string? name, string? place, string? forwardedFrom) =>
        new(
            Cut(address, Party.AddressMaxLength) ?? "",
            Cut(name, NameMaxLength),
            Cut(place, PlaceMaxLength),
            Cut(forwardedFrom, Party.AddressMaxLength));

    private static string? Cut(string? text, int longest)
    {
        var plain = text?.Trim();
        return string.IsNullOrEmpty(plain) ? null
            : plain.Length <= longest ? plain
            : plain[..(char.IsHighSurrogate(plain[longest - 1]) ? longest - 1 : longest)];
    }
}
