using System.Text;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>Something that nobody should send, as bytes.</summary>
/// <param name="IsStored">It is truly signed, and so is kept although it is nonsense.</param>
/// <param name="BreaksOff">What follows never comes: the sender hangs up.</param>
internal sealed record HostileRequest(byte[] Bytes, bool IsStored = false, bool BreaksOff = false)
{
    public string Kind { get; init; } = "";

    public override string ToString()
    {
        var text = Encoding.Latin1.GetString(Bytes);
        return $"{Kind}: {text[..Math.Min(text.Length, 400)]}";
    }
}

/// <summary>Thinks them up. The same number gets the same bytes, but for what changes from run to run: ids, tokens, ports.</summary>
/// <param name="knownCall">A call that is there.</param>
internal sealed class HostileRequests(int seed, string apiToken, Guid knownCall, SignedIn session)
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] webhooks =
    [
        "agent-status",
        "contact-status",
        "machine-detection",
        "recording",
        "answer",
        "accept",
        "dial-result",
        "fallback",
    ];
    private static readonly string[] methods =
    [
        "PUT",
        "DELETE",
        "PATCH",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "get",
        "post",
        "QUERY",
        "A",
        new('M', 300),
    ];
    private static readonly string[] contentTypes =
    [
        "application/json",
        "text/xml",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "",
        "application/x-www-form-urlencoded; charset=utf-7",
        "a/b; c=",
        "////",
        "application/x-www-form-urlencoded, text/html",
    ];
    private static readonly string[] words =
    [
        "",
        " ",
        "null",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "true",
        "' OR 1=1 --",
        "\"><script>alert(1)</script>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "../../etc/passwd",
        "%00",
        "\0",
        "\u202e",
        "ÅÄÖ",
        "🙂",
        "CA",
        "CAzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "completed",
        "2026-13-45T99:99:99Z",
        "Mon, 99 Foo 2026 99:99:99 +9999",
        "\r\nX-Injected: 1\r\n",
        "\u0000\u0001\u0002",
        "+",
        "&",
        "=",
        "%",
    ];

    private static readonly string[] paths =
    [
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fappsettings.json",
        "/css/..%5c..%5cappsettings.json",
        "//evil.example/",
        "/\\evil.example",
        "/%00",
        "/%c0%ae%c0%ae/",
        "/;/contacts",
        "/contacts;x=1",
        "/calls/%2e%2e/settings",
        "/hubs/calls",
        "/hubs/calls/negotiate?negotiateVersion=99",
        "/openapi/v9.json",
        "/health/../settings",
        "/status/500",
        "/status/-1",
        "/status/99999999999",
        "/.git/config",
        "/appsettings.json",
        "/twilio",
        "/twilio/calls",
        "/api",
        "/api/v1",
        "/api/v1/calls/%00",
        "/api/v1/calls/../../settings",
        "/?",
        "/%",
        "/%zz",
        "/%u0041",
        "/a/b/c/d/e/f/g/h",
        "*",
        "http://evil.example/twilio/calls/x/answer",
        "/sign-in?returnUrl=//evil.example",
        "/sign-in?returnUrl=%0d%0aX-Injected:%201",
        "/sign-in?returnUrl=javascript:alert(1)",
    ];

    private static readonly string[] queries =
    [
        "limit=-1",
        "limit=99999999999",
        "limit=x",
        "cursor=%00",
        "cursor=AAAA",
        "cursor=!!!!",
        "state=bogus",
        "state=ended&state=x",
        "result=%27",
        "since=never",
        "since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z",
        "until=99999-01-01",
        "agentId=x",
        "contactId=%27",
        "number=%2B%2B",
        "number=",
        "direction=sideways",
        "after=-9223372036854775808",
        "after=9223372036854775808",
        "limit=1&limit=2",
        "%",
        "=",
        "&&&&",
        "a[]=1&a[x]=2",
    ];

    private static readonly string[] documents =
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        "\"x\"",
        "1",
        "{\"to\":null}",
        "{\"to\":1}",
        "{\"to\":[]}",
        "{\"to\":{}}",
        "{\"to\":\"\"}",
        "{\"to\":\"hello\"}",
        "{\"to\":\"+999999999999999999999\"}",
        "{\"to\":\"190\"}",
        "{\"to\":\"+5511\",\"contactId\":\"x\"}",
        "{\"contactId\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"to\":\"\\u0000\"}",
        "{\"to\":\"\\ud800\"}",
        "{\"to\":\"+5511987650001\",\"contactId\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"to\":\"+551140000001\"}",
        "{\"text\":1}",
        "{\"text\":null}",
        "{\"unknown\":true}",
        "{\"to\":\"x\",\"to\":\"y\"}",
        "\ufeff{}",
        "<xml/>",
    ];

    // Some wait for what never comes; of others it is plain at once that they are wrong.
    private static readonly (string Kind, string Text, bool BreaksOff)[] framings =
    [
        ("half a chunk, then nothing", "Transfer-Encoding: chunked\r\n\r\n5\r\nab", true),
        ("a chunk of no size", "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n", false),
        ("a chunk longer than it says", "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdefghij\r\n0\r\n\r\n", false),
        ("a chunk of an endless size", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n", false),
        ("chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", false),
        ("half a body, then nothing", "Content-Length: 500\r\n\r\nabc", true),
        ("a negative length", "Content-Length: -1\r\n\r\n", false),
        ("two lengths", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", false),
        ("a length that is none", "Content-Length: x\r\n\r\n", false),
        ("an endless length", "Content-Length: 99999999999999999999\r\n\r\n", false),
        ("a body that waits to be asked for, then nothing", "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", true),
        ("headers without an end, then nothing", "Content-Length: 0\r\n", true),
        ("half a header, then nothing", "X: y", true),
    ];

    private static readonly (string Kind, Func<Draw, HostileRequest> Make)[] kinds =
    [
        ("broken encoding", of => new(Http(of.Random, "POST", of.Webhook, Form, Broken(of.Random)))),
        ("broken encoding in the query", of => new(Http(of.Random, "GET", $"{of.Webhook}?{Broken(of.Random).Replace(' ', '+')}"))),
        (
            "huge fields",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        of.Webhook,
                        Form,
                        $"AccountSid={Workspace.AccountSid}&x={new string('x', of.Random.Next(50_000, 140_000))}"))),
        (
            "many fields",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        of.Webhook,
                        Form,
                        $"AccountSid={Workspace.AccountSid}&"
                            + string.Join('&', Enumerable.Range(0, of.Random.Next(1_000, 9_000)).Select(field => $"f{field}={field % 7}"))))
        ),
        ("another content type", of => new(Http(of.Random, "POST", of.Webhook, Any(of.Random, contentTypes), Any(of.Random, documents)))),
        (
            "a wrong signature",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        of.Webhook,
                        Form,
                        FieldsOf(of.Random),
                        $"X-Twilio-Signature: {Text(of.Random, of.Random.Next(200))}\r\n"))),
        (
            "a signature of something else",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        of.Webhook,
                        Form,
                        FieldsOf(of.Random),
                        $"X-Twilio-Signature: {RunningApp.Sign(Workspace.PublicBaseUrl + of.Webhook, [("AccountSid", Workspace.AccountSid)])}\r\n"
                    ))),
        (
            "two signatures",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        of.Webhook,
                        Form,
                        $"AccountSid={Workspace.AccountSid}",
                        "X-Twilio-Signature: a\r\nX-Twilio-Signature: b\r\n"))),
        ("signed nonsense", SignedNonsense),
        (
            "an odd method",
            of => new(Http(of.Random, Any(of.Random, methods), of.Random.Next(2) == 0 ? of.Webhook : Any(of.Random, paths), Form, "a=b"))),
        ("an odd path", of => new(Http(of.Random, of.Random.Next(2) == 0 ? "GET" : "POST", Any(of.Random, paths), Form))),
        ("odd headers", of => new(Http(of.Random, "GET", of.Random.Next(2) == 0 ? "/sign-in" : of.Webhook, more: OddHeader(of.Random)))),
        (
            "an odd document",
            of =>
                new(
                    Http(
                        of.Random,
                        Any(of.Random, ["POST", "PUT"]),
                        Any(of.Random, ["/api/v1/calls", $"/api/v1/calls/{of.Call}/notes", $"/api/v1/calls/{Guid.Empty}/hangup"]),
                        Any(of.Random, ["application/json", "application/json; charset=utf-16", "text/json", Form]),
                        Any(of.Random, documents),
                        $"Authorization: Bearer {of.Token}\r\nIdempotency-Key: {new string('k', of.Random.Next(190, 300))}\r\n"))),
        (
            "odd filters",
            of =>
                new(
                    Http(
                        of.Random,
                        "GET",
                        $"{Any(of.Random, ["/api/v1/calls", "/api/v1/events", $"/api/v1/calls/{of.Call}/timeline", "/calls", "/contacts"])}?{Any(of.Random, queries)}&{Any(of.Random, queries)}",
                        more: $"Authorization: Bearer {of.Token}\r\n"))),
        (
            "a page asked oddly",
            of =>
                new(
                    Http(
                        of.Random,
                        "GET",
                        $"{Any(of.Random, ["/calls", "/contacts", $"/calls/{of.Call}", $"/contacts/{of.Call}", $"/contacts/{of.Call}/edit", "/call-bar", "/settings/my-phone", "/settings/twilio-account", "/sign-in"])}?{Any(of.Random, queries)}&page={Any(of.Random, ["-1", "x", "999999999", "99999999999999"])}&q={Uri.EscapeDataString(Any(of.Random, words))}",
                        more: $"Cookie: {of.Cookie}\r\n"))),
        (
            "one of our forms filled in oddly",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        Any(
                            of.Random,
                            ["/language", "/sign-in", $"/calls/{Guid.Empty}/hangup", $"/calls/{of.Call}/notes", $"/contacts/{Guid.Empty}"]),
                        Form,
                        $"__RequestVerificationToken={Uri.EscapeDataString(of.Session.FormToken)}&{Any(of.Random, ["language", "a[b", "Email", "text", "[", "Name[0].x", "returnUrl"])}={Uri.EscapeDataString(Any(of.Random, words))}&returnUrl=%0d%0aX-Injected:%201",
                        $"Cookie: {of.Cookie}\r\n"))),
        (
            "a form that nobody was given",
            of =>
                new(
                    Http(
                        of.Random,
                        "POST",
                        Any(of.Random, ["/sign-in", "/calls", "/contacts", "/sign-out", "/settings/twilio"]),
                        Form,
                        $"Email={Uri.EscapeDataString(Text(of.Random, 20))}&Password={new string('p', of.Random.Next(5_000))}&__RequestVerificationToken={Text(of.Random, 30)}"
                    ))),
        .. framings.Select(one => (one.Kind, (Func<Draw, HostileRequest>)(of => Framed(of, one.Text, one.BreaksOff)))),
    ];

    public static IEnumerable<string> Kinds => kinds.Select(kind => kind.Kind);

    /// <summary>The kinds take turns, so that none is left out.</summary>
    public HostileRequest Number(int number)
    {
        var random = new Random(seed + number);
        var call = random.Next(3) == 0 ? knownCall : new Guid(Noise(random, 16));
        var (kind, make) = kinds[number % kinds.Length];
        return make(
            new Draw(
                random,
                call,
                $"/twilio/calls/{call}/{Any(random, webhooks)}",
                random.Next(3) == 0 ? Text(random, 40) : apiToken,
                session)
        ) with
        { Kind = kind };
    }

    private static HostileRequest SignedNonsense(Draw of)
    {
        var (random, webhook) = (of.Random, of.Webhook);
        // Of calls that are there, nothing that could be believed: the rest of the database must stay as it is.
        (string Name, string Value)[] fields =
        [
            ("AccountSid", Workspace.AccountSid),
            ("CallSid", $"no-sid-{random.NextInt64()}"),
            ("CallStatus", Any(random, words)),
            ("Timestamp", Any(random, words)),
            ("CallDuration", Any(random, words)),
            ("RecordingSid", Any(random, words)),
            ("RecordingStatus", Any(random, words)),
            ("AnsweredBy", Any(random, words)),
            ("DialCallStatus", Any(random, words)),
            ("DialCallSid", Any(random, words)),
            ("Digits", Any(random, words)),
            ("ErrorCode", Any(random, words)),
            (Text(random, 30), Text(random, 500)),
        ];
        var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        return new(
            Http(
                random,
                "POST",
                webhook,
                Form,
                body,
                $"X-Twilio-Signature: {RunningApp.Sign(Workspace.PublicBaseUrl + webhook, fields)}\r\n",
                isExact: true),
            IsStored: true);
    }

    private static HostileRequest Framed(Draw of, string rest, bool breaksOff)
    {
        var path = Any(of.Random, [of.Webhook, "/api/v1/calls", "/sign-in"]);
        var contentType = path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : Form;
        return new(
            Encoding.Latin1.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {of.Token}\r\nContent-Type: {contentType}\r\n{rest}"
            ),
            BreaksOff: breaksOff);
    }

    private static byte[] Http(
        Random random,
        string method,
        string target,
        string? contentType = null,
        string? body = null,
        string more = "",
        bool isExact = false)
    {
        var content = Encoding.UTF8.GetBytes(body ?? "");
        if (body is not null && !isExact && random.Next(10) == 0)
        {
            content = [.. content, .. Noise(random, random.Next(1, 40))];
        }

        var length = body is null ? "" : $"Content-Type: {contentType}\r\nContent-Length: {content.Length}\r\n";
        return
        [
            .. Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}{length}\r\n"),
            .. content,
        ];
    }

    private static string Broken(Random random) =>
        string.Join(
            '&',
            Enumerable
                .Range(0, random.Next(1, 12))
                .Select(_ =>
                    Any(
                        random,
                        [
                            "%",
                            "%%%",
                            "a=%",
                            "a=%2",
                            "a=%zz",
                            "%ff=%fe",
                            "a=%C3",
                            "AccountSid=%41C",
                            $"AccountSid={Workspace.AccountSid}",
                            "a=%00",
                            "=",
                            "==",
                            "a=b=c",
                            "%E0%80%80=1",
                            "a=%u0041",
                            "CallSid=CA%0d%0aX-Injected: 1",
                            ";",
                            "a;b=c",
                            "+=+",
                        ])));

    private static string FieldsOf(Random random) =>
        $"AccountSid={Workspace.AccountSid}&CallSid={Uri.EscapeDataString(Text(random, 34))}&CallStatus={Uri.EscapeDataString(Text(random, 12))}";

    private static string OddHeader(Random random) =>
        Any(
            random,
            [
                $"Cookie: {Text(random, 3_000)}\r\n",
                $"X: {new string('x', 40_000)}\r\n",
                string.Concat(Enumerable.Range(0, 150).Select(number => $"X-{number}: 1\r\n")),
                "Host: evil.example\r\n",
                "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: javascript\r\n",
                ": empty\r\n",
                "No colon\r\n",
                "X: a\rb\r\n",
                "X: a\nX-Injected: 1\r\n",
                "X: \0\r\n",
                " folded: 1\r\n",
                "Accept-Language: " + new string(',', 5_000) + "\r\n",
                "Accept-Language: zz-ZZ;q=9\r\n",
                "Range: bytes=5-1,9999999999999999999-\r\n",
                "If-None-Match: \"\r\n",
                "Cookie: crmvoice-session=AAAA; crmvoice-antiforgery=%%%\r\n",
                "HX-Request: true\r\nHX-Current-URL: javascript:alert(1)\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Basic x\r\n",
                "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
                "Upgrade: h2c\r\nHTTP2-Settings: x\r\n",
                "I-Twilio-Idempotency-Token: " + new string('t', 5_000) + "\r\n",
                "X-HTTP-Method-Override: DELETE\r\n",
                "Accept: */*;q=x\r\nAccept-Encoding: ,,,\r\n",
            ]);

    private static TItem Any<TItem>(Random random, TItem[] items) => items[random.Next(items.Length)];

    private static byte[] Noise(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Printable, so that a header may carry it.
    private static string Text(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(33, 127)));

    /// <summary>What the dice said before the kind had its turn.</summary>
    /// <param name="Webhook">The path of one.</param>
    /// <param name="Token">Of the API; not always a good one.</param>
    private sealed record Draw(Random Random, Guid Call, string Webhook, string Token, SignedIn Session)
    {
        public string Cookie => string.Join("; ", Session.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
    }
}
