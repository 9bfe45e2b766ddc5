namespace CrmVoice.Oracle.Tests.Signatures;

/// <summary>A request that is signed: the address as it was configured, and what its body says.</summary>
internal sealed record SignedCase(string Token, string Url, IReadOnlyList<KeyValuePair<string, string>> Form)
{
    /// <summary>As Node/signatures.mjs reads it.</summary>
    public object Ask(string? url = null, string? signature = null) =>
        new
        {
            Token,
            Url = url ?? Url,
            Form = Form.Select(field => new[] { field.Key, field.Value }),
            Signature = signature,
        };

    public override string ToString() => $"{Url} {string.Join('&', Form.Select(field => $"{field.Key}={field.Value}"))}";
}

/// <summary>Requests that are as odd as people, phones and proxies make them; always the same ones.</summary>
internal static class SignedCases
{
    private static readonly string[] hosts =
    [
        "https://crm.example.com",
        "https://crm.example.com:443",
        "https://crm.example.com:8443",
        "https://crm.example.com:80",
        "http://crm.example.com",
        "http://crm.example.com:80",
        "http://crm.example.com:5080",
        "http://localhost:5080",
        "https://[::1]:8443",
        "http://[::1]:5080",
        "https://CRM.Example.com",
        "https://xn--so-joo-wxa.example.com",
    ];

    private static readonly string[] paths =
    [
        "/twilio/calls/0199aaaa-0000-7000-8000-000000000001/answer",
        "/base/path/twilio/status",
        "/twilio/",
        "/",
        "/a%20b",
        "/S%C3%A3o%20Jo%C3%A3o",
        "/a+b",
        "/it's",
        "/(x)*!~",
        "/a//b",
        "/a/./b",
    ];

    private static readonly string[] queries =
    [
        "",
        "?lead=42",
        "?to=%2B5511987654321&lead=42",
        "?a=1&a=2",
        "?empty=",
        "?bare",
        "?time=10:30",
        "?name=S%C3%A3o%20Jo%C3%A3o",
        "?name=S%c3%a3o",
        "?plus=a+b",
        "?percent=100%25",
        "?next=http://x:80/?y",
        "?quote='",
    ];

    private static readonly string[] names =
    [
        "CallSid",
        "AccountSid",
        "From",
        "To",
        "CallStatus",
        "ToZip",
        "Digits",
        "SpeechResult",
        "callsid",
        "_",
        "a",
        "A",
        "Ação",
        "Z9",
        "10",
        "2",
        "x.y",
        "x[0]",
        "ParentCallSid",
        "Name & Co",
    ];

    private static readonly string[] values =
    [
        "",
        "completed",
        "+5511987654321",
        "São João",
        "😀 ☎️ 👩‍💻",
        " leading and trailing ",
        "100% & more = less",
        "a+b",
        "a%20b",
        "line\r\nfeed",
        "\t",
        "'\"<>",
        "日本語",
        "ﬀ",
        "e\u0301 é",
        "0",
        "null",
        "https://crm.example.com/x?y=1#z",
        "\u00A0",
        "\uE000",
        "𐀀",
    ];

    public static IReadOnlyList<SignedCase> Posts(int count) => Generate(count, seed: 20261, random => FormOf(random));

    public static IReadOnlyList<SignedCase> Gets(int count) => Generate(count, seed: 20262, _ => []);

    /// <summary>Bodies as a JSON webhook might bring them.</summary>
    public static IReadOnlyList<string> Bodies(int count)
    {
        var random = new Random(20263);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => index == 0 ? "" : $$"""{"{{Pick(random, names)}}":"{{Pick(random, values)}}","n":{{random.Next()}}}"""),
        ];
    }

    private static SignedCase[] Generate(int count, int seed, Func<Random, IReadOnlyList<KeyValuePair<string, string>>> form)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new SignedCase(
                    $"{random.NextInt64():x16}{random.NextInt64():x16}",
                    Pick(random, hosts) + Pick(random, paths) + Pick(random, queries),
                    form(random))),
        ];
    }

    /// <summary>None, a few, or many; some of them more than once, with the same value or another.</summary>
    private static KeyValuePair<string, string>[] FormOf(Random random)
    {
        var count = random.Next(10) switch
        {
            0 => 0,
            1 => 120,
            _ => random.Next(1, 12),
        };
        return
        [
            .. Enumerable.Range(0, count).Select(index => new KeyValuePair<string, string>(
                count > 20 ? $"{Pick(random, names)}{random.Next(60)}" : Pick(random, names),
                Pick(random, values))),
        ];
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
