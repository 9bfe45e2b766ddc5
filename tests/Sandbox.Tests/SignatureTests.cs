using System.Text.Json;
using CrmVoice.Sandbox.Callbacks;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class SignatureTests
{
    private static IEnumerable<TestCaseData> Vectors()
    {
        using var stream = typeof(SignatureTests).Assembly.GetManifestResourceStream("signature-vectors.json")!;
        foreach (var vector in JsonDocument.Parse(stream).RootElement.EnumerateArray())
        {
            yield return new TestCaseData(
                vector.GetProperty("token").GetString(),
                vector.GetProperty("url").GetString(),
                vector.GetProperty("params").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!),
                vector.GetProperty("signature").GetString()).SetArgDisplayNames(vector.GetProperty("id").GetString()!);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void A_signature_is_the_one_that_Twilio_computes(
        string token,
        string url,
        Dictionary<string, string> parameters,
        string expected) => Assert.That(TwilioSignature.Compute(token, url, parameters), Is.EqualTo(expected));

    [TestCase("http://localhost:5080/status?a=1", "http://localhost:5080/status?a=1")]
    [TestCase("https://host:8443/status", "https://host/status")]
    [TestCase("https://host/status?at=10:30", "https://host/status?at=10:30")]
    [TestCase("https://user:pass@host:8443/status#rc=2", "https://host/status")]
    [TestCase("http://[::1]:5080/status", "http://[::1]:5080/status")]
    public void Http_keeps_its_port_and_https_drops_it(string url, string signed) =>
        Assert.That(TwilioSignature.SignedUrl(url), Is.EqualTo(signed));

    [Test]
    public async Task Every_request_of_a_call_is_signed_with_the_accounts_token()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321");

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/recording", "(absent)");

        Assert.That(sandbox.Receiver.All, Has.Count.GreaterThanOrEqualTo(10));
        using (Assert.EnterMultipleScope())
        {
            foreach (var request in sandbox.Receiver.All)
            {
                Assert.That(
                    request.Signature,
                    Is.EqualTo(TwilioSignature.Compute(Token, sandbox.Receiver.Url + request.Path, request.Form)),
                    request.ToString());
            }
        }
    }

    [Test]
    public async Task A_request_by_GET_carries_its_parameters_in_the_query_and_signs_only_the_url()
    {
        await using var sandbox = await StartAsync();

        await sandbox.CallAsync(
            Agent,
            ("StatusCallback", sandbox.Receiver.Url + "/status?tenant=S%C3%A3o%20Paulo#rc=3"),
            ("StatusCallbackMethod", "GET"));
        var end = await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.Method, Is.EqualTo("GET"));
            Assert.That(end.Query, Does.StartWith("?tenant=S%C3%A3o%20Paulo&AccountSid="));
            Assert.That(end.Query, Does.Not.Contain("rc=3"));
            Assert.That(end.Signature, Is.EqualTo(TwilioSignature.Compute(Token, sandbox.Receiver.Url + end.Path + end.Query, [])));
        }
    }

    [Test]
    public async Task A_callback_has_Twilios_headers_and_encoding_and_keeps_its_empty_fields()
    {
        await using var sandbox = await StartAsync();

        await sandbox.CallAsync(Agent);
        var end = await sandbox.Receiver.UntilAsync("/status", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.Headers["Content-Type"], Is.EqualTo("application/x-www-form-urlencoded; charset=UTF-8"));
            Assert.That(end.Headers["User-Agent"], Is.EqualTo("TwilioProxy/1.1"));
            Assert.That(Guid.TryParse(end.Headers["I-Twilio-Idempotency-Token"], out _), Is.True);
            Assert.That(end.Body, Does.Contain("Timestamp=" + Uri.EscapeDataString(end["Timestamp"])).And.Not.Contain("+"));
            Assert.That(end["Timestamp"], Does.Match(@"^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$"));
            Assert.That(end["CallbackSource"], Is.EqualTo("call-progress-events"));
            Assert.That(end["ToZip"], Is.Empty);
            Assert.That(end["CalledCity"], Is.Empty);
            Assert.That(end["Caller"], Is.EqualTo(Number));
            Assert.That(end["Called"], Is.EqualTo(Agent));
        }
    }
}
