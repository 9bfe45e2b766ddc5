namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>One request to Twilio's REST API.</summary>
/// <param name="Path">Below the host, beginning with a slash.</param>
internal sealed record TwilioRequest(HttpMethod Method, string Path)
{
    /// <summary>Set only where asking twice cannot do more than asking once.</summary>
    public static readonly HttpRequestOptionsKey<bool> MayRepeatKey = new("CrmVoice.Twilio.MayRepeat");

    /// <summary>The answer's body is read by whoever asked, for as long as it takes.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsStreamedKey = new("CrmVoice.Twilio.IsStreamed");

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Body fields; a name may stand more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; init; } = [];

    public bool MayRepeat { get; init; }

    public bool IsStreamed { get; init; }

    public string? Range { get; init; }

    /// <summary>The method and the kind of thing, such as <c>GET Calls/{sid}</c>: there are few of them.</summary>
    public string Operation => Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var kind, .. var rest]
        ? $"{Method} {kind.Split('.')[0]}{(rest.Length > 0 ? "/{sid}" : "")}"
        : $"{Method}";

    /// <summary>Names are encoded too: Twilio has parameters such as <c>StartTime&gt;</c>.</summary>
    public string PathAndQuery => Query.Count == 0
        ? Path
        : $"{Path}?{string.Join('&', Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"))}";
}
