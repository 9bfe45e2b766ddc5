using System.Text;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>Something that nobody should send, as bytes.</summary>
/// <param name="IsStored">It is truly signed, and so is kept although it is nonsense.</param>
/// <param name="BreaksOff">What follows never comes: the sender hangs up.</param>
internal sealed record HostileRequest(string Kind, byte[] Bytes, bool IsStored = false, bool BreaksOff = false)
{
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

    private static readonly string[] webhooks = ["agent-status", "contact-status", "machine-detection", "recording", "answer", "accept", "dial-result", "fallback"];
    private static readonly string[] methods = ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "post", "QUERY", "A", new('M', 300)];
    private static readonly string[] contentTypes = ["application/json", "text/xml", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "", "application/x-www-form-urlencoded; charset=utf-7", "a/b; c=", "////", "application/x-www-form-urlencoded, text/html"];
    private static readonly string[] words =
        ["", " ", "null", "-1", "99999999999999999999", "1e309", "NaN", "true", "' OR 1=1 --", "\"><script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "../../etc/passwd", "%00", "\0", "\u202e", "ÅÄÖ", "🙂",
            "CA", "CAzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "completed", "2026-13-45T99:99:99Z", "Mon, 99 Foo 2026 99:99:99 +9999", "\r\nX-Injected: 1\r\n", "\u0000\u0001\u0002", "+", "&", "=", "%"];

    private static readonly string[] paths =
    [
        "/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fappsettings.json", "/css/..%5c..%5cappsettings.json", "//evil.example/", "/\\evil.example", "/%00", "/%c0%ae%c0%ae/", "/;/contacts", "/contacts;x=1",
        "/calls/%2e%2e/settings", "/hubs/calls", "/hubs/calls/negotiate?negotiateVersion=99", "/openapi/v9.json", "/health/../settings", "/status/500", "/status/-1", "/status/99999999999", "/.git/config", "/appsettings.json", "/twilio", "/twilio/calls", "/api", "/api/v1",
        "/api/v1/calls/%00", "/api/v1/calls/../../settings", "/?" , "/%", "/%zz", "/%u0041", "/a/b/c/d/e/f/g/h", "*", "http://evil.example/twilio/calls/x/answer", "/sign-in?returnUrl=//evil.example", "/sign-in?returnUrl=%0d%0aX-Injected:%201", "/sign-in?returnUrl=javascript:alert(1)",
    ];

    private static readonly string[] queries =
    [
        "limit=-1", "limit=99999999999", "limit=x", "cursor=%00", "cursor=AAAA", "cursor=!!!!", "state=bogus", "state=ended&state=x", "result=%27", "since=never", "since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z", "until=99999-01-01", "agentId=x", "contactId=%27", "number=%2B%2B", "number=" ,
        "direction=sideways", "after=-9223372036854775808", "after=9223372036854775808", "limit=1&limit=2", "%", "=", "&&&&", "a[]=1&a[x]=2",
    ];

    private static readonly string[] documents =
    [
        "", "null", "[]", "{}", "{", "\"x\"", "1", "{\"to\":null}", "{\"to\":1}", "{\"to\":[]}", "{\"to\":{}}", "{\"to\":\"\"}", "{\"to\":\"hello\"}", "{\"to\":\"+999999999999999999999\"}", "{\"to\":\"190\"}", "{\"to\":\"+5511\",\"contactId\":\"x\"}", "{\"contactId\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"to\":\"\\u0000\"}", "{\"to\":\"\\ud800\"}", "{\"to\":\"+5511987650001\",\"contactId\":\"00000000-0000-0000-0000-000000000000\"}", "{\"to\":\"+551140000001\"}", "{\"text\":1}", "{\"text\":null}", "{\"unknown\":true}", "{\"to\":\"x\",\"to\":\"y\"}", "\ufeff{}", "<xml/>",
    ];

    private string Cookie => string.Join("; ", session.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));

    public HostileRequest Number(int number)
    {
        var random = new Random(seed + number);
        var call = random.Next(3) == 0 ? knownCall : new Guid(Noise(random, 16));
        var webhook = $"/twilio/calls/{call}/{Any(random, webhooks)}";
        var token = random.Next(3) == 0 ? Text(random, 40) : apiToken;
        return random.Next(17) switch
        {
            0 => new("broken encoding", Http(random, "POST", webhook, Form, Broken(random))),
            1 => new("broken encoding in the query", Http(random, "GET", $"{webhook}?{Broken(random).Replace(' ', '+')}")),
            2 => new("huge fields", Http(random, "POST", webhook, Form, $"AccountSid={Workspace.AccountSid}&x={new string('x', random.Next(50_000, 140_000))}")),
            3 => new("many fields", Http(random, "POST", webhook, Form, $"AccountSid={Workspace.AccountSid}&" + string.Join('&', Enumerable.Range(0, random.Next(1_000, 9_000)).Select(field => $"f{field}={field % 7}")))),
            4 => new("another content type", Http(random, "POST", webhook, Any(random, contentTypes), Any(random, documents))),
            5 => new("a wrong signature", Http(random, "POST", webhook, Form, FieldsOf(random), $"X-Twilio-Signature: {Text(random, random.Next(200))}\r\n")),
            6 => new("a signature of something else", Http(random, "POST", webhook, Form, FieldsOf(random), $"X-Twilio-Signature: {RunningApp.Sign(Workspace.PublicBaseUrl + webhook, [("AccountSid", Workspace.AccountSid)])}\r\n")),
            7 => new("two signatures", Http(random, "POST", webhook, Form, $"AccountSid={Workspace.AccountSid}", "X-Twilio-Signature: a\r\nX-Twilio-Signature: b\r\n")),
            8 => SignedNonsense(random, webhook),
            9 => new("an odd method", Http(random, Any(random, methods), random.Next(2) == 0 ? webhook : Any(random, paths), Form, "a=b")),
            10 => new("an odd path", Http(random, random.Next(2) == 0 ? "GET" : "POST", Any(random, paths), Form)),
            11 => new("odd headers", Http(random, "GET", random.Next(2) == 0 ? "/sign-in" : webhook, more: OddHeader(random))),
            12 => new("an odd document", Http(random, Any(random, ["POST", "PUT"]), Any(random, ["/api/v1/calls", $"/api/v1/calls/{call}/notes", $"/api/v1/calls/{Guid.Empty}/hangup"]), Any(random, ["application/json", "application/json; charset=utf-16", "text/json", Form]), Any(random, documents), $"Authorization: Bearer {token}\r\nIdempotency-Key: {new string('k', random.Next(190, 300))}\r\n")),
            13 => new("odd filters", Http(random, "GET", $"{Any(random, ["/api/v1/calls", "/api/v1/events", $"/api/v1/calls/{call}/timeline", "/calls", "/contacts"])}?{Any(random, queries)}&{Any(random, queries)}", more: $"Authorization: Bearer {token}\r\n")),
            14 => new("a page asked oddly", Http(random, "GET", $"{Any(random, ["/calls", "/contacts", $"/calls/{call}", $"/contacts/{call}", $"/contacts/{call}/edit", "/call-bar", "/settings/my-phone", "/settings/twilio-account", "/sign-in"])}?{Any(random, queries)}&page={Any(random, ["-1", "x", "999999999", "99999999999999"])}&q={Uri.EscapeDataString(Any(random, words))}", more: $"Cookie: {Cookie}\r\n")),
            15 => new("one of our forms filled in oddly", Http(random, "POST", Any(random, ["/language", "/sign-in", $"/calls/{Guid.Empty}/hangup", $"/calls/{call}/notes", $"/contacts/{Guid.Empty}"]), Form, $"__RequestVerificationToken={Uri.EscapeDataString(session.FormToken)}&{Any(random, ["language", "a[b", "Email", "text", "[", "Name[0].x", "returnUrl"])}={Uri.EscapeDataString(Any(random, words))}&returnUrl=%0d%0aX-Injected:%201", $"Cookie: {Cookie}\r\n")),
            16 => new("a form that nobody was given", Http(random, "POST", Any(random, ["/sign-in", "/calls", "/contacts", "/sign-out", "/settings/twilio"]), Form, $"Email={Uri.EscapeDataString(Text(random, 20))}&Password={new string('p', random.Next(5_000))}&__RequestVerificationToken={Text(random, 30)}")),
            _ => Stops(random, Any(random, [webhook, "/api/v1/calls", "/sign-in"]), token),
        };
    }

    private static HostileRequest SignedNonsense(Random random, string webhook)
    {
        // Of calls that are there, nothing that could be believed: the rest of the database must stay as it is.
        (string Name, string Value)[] fields =
        [
            ("AccountSid", Workspace.AccountSid), ("CallSid", $"no-sid-{random.NextInt64()}"), ("CallStatus", Any(random, words)), ("Timestamp", Any(random, words)), ("CallDuration", Any(random, words)), ("RecordingSid", Any(random, words)),
            ("RecordingStatus", Any(random, words)), ("AnsweredBy", Any(random, words)), ("DialCallStatus", Any(random, words)), ("DialCallSid", Any(random, words)), ("Digits", Any(random, words)), ("ErrorCode", Any(random, words)), (Text(random, 30), Text(random, 500)),
        ];
        var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        return new("signed nonsense", Http(random, "POST", webhook, Form, body, $"X-Twilio-Signature: {RunningApp.Sign(Workspace.PublicBaseUrl + webhook, fields)}\r\n", isExact: true), IsStored: true);
    }

    private static HostileRequest Stops(Random random, string path, string token)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: {(path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : Form)}\r\n";
        var body = Any(random,
        [
            "Transfer-Encoding: chunked\r\n\r\n5\r\nab", "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdefghij\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            "Content-Length: 500\r\n\r\nabc", "Content-Length: -1\r\n\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "Content-Length: x\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n", "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", "Content-Length: 0\r\n", "X: y",
        ]);
        return new("a body that stops", Encoding.Latin1.GetBytes(head + body), BreaksOff: true);
    }

    private static byte[] Http(Random random, string method, string target, string? contentType = null, string? body = null, string more = "", bool isExact = false)
    {
        var content = Encoding.UTF8.GetBytes(body ?? "");
        if (body is not null && !isExact && random.Next(10) == 0)
        {
            content = [.. content, .. Noise(random, random.Next(1, 40))];
        }

        var length = body is null ? "" : $"Content-Type: {contentType}\r\nContent-Length: {content.Length}\r\n";
        return [.. Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}{length}\r\n"), .. content];
    }

    private static string Broken(Random random) => string.Join('&', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random,
        ["%", "%%%", "a=%", "a=%2", "a=%zz", "%ff=%fe", "a=%C3", "AccountSid=%41C", $"AccountSid={Workspace.AccountSid}", "a=%00", "=", "==", "a=b=c", "%E0%80%80=1", "a=%u0041", "CallSid=CA%0d%0aX-Injected: 1", ";", "a;b=c", "+=+"])));

    private static string FieldsOf(Random random) => $"AccountSid={Workspace.AccountSid}&CallSid={Uri.EscapeDataString(Text(random, 34))}&CallStatus={Uri.EscapeDataString(Text(random, 12))}";

    private static string OddHeader(Random random) => Any(random,
    [
        $"Cookie: {Text(random, 3_000)}\r\n", $"X: {new string('x', 40_000)}\r\n", string.Concat(Enumerable.Range(0, 150).Select(number => $"X-{number}: 1\r\n")), "Host: evil.example\r\n", "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: javascript\r\n", ": empty\r\n", "No colon\r\n",
        "X: a\rb\r\n", "X: a\nX-Injected: 1\r\n", "X: \0\r\n", " folded: 1\r\n", "Accept-Language: " + new string(',', 5_000) + "\r\n", "Accept-Language: zz-ZZ;q=9\r\n", "Range: bytes=5-1,9999999999999999999-\r\n", "If-None-Match: \"\r\n", "Cookie: crmvoice-session=AAAA; crmvoice-antiforgery=%%%\r\n", "HX-Request: true\r\nHX-Current-URL: javascript:alert(1)\r\n",
        "Authorization: Bearer \r\n", "Authorization: Basic x\r\n", "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n", "Upgrade: h2c\r\nHTTP2-Settings: x\r\n", "I-Twilio-Idempotency-Token: " + new string('t', 5_000) + "\r\n", "X-HTTP-Method-Override: DELETE\r\n", "Accept: */*;q=x\r\nAccept-Encoding: ,,,\r\n",
    ]);

    private static TItem Any<TItem>(Random random, TItem[] items) => items[random.Next(items.Length)];

    private static byte[] Noise(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Printable, so that a header may carry it.
    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(33, 127)));
}
