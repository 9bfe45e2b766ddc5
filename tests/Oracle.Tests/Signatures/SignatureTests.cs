using System.Text.RegularExpressions;
using CrmVoice.Application.Carrier;
using CrmVoice.Infrastructure.Tests.Twilio;
using CrmVoice.Infrastructure.Twilio;
using Twilio.Security;
using SandboxSignature = CrmVoice.Sandbox.Callbacks.TwilioSignature;

namespace CrmVoice.Oracle.Tests.Signatures;

/// <summary>Our check of signatures against Twilio's, and Twilio's against the sandbox's signatures.</summary>
internal sealed partial class SignatureTests
{
    private const int Cases = 200;

    private static readonly SignedCase[] requests = [.. SignedCases.Posts(Cases), .. SignedCases.Gets(Cases / 4)];

    [Test]
    public async Task What_Twilio_signs_we_accept()
    {
        var signed = await SignAsync(requests.Select(request => request.Ask()));
        Assert.That(requests.Zip(signed).Where(each => !Accepts(each.First, each.Second)).Select(each => each.First), Is.Empty);
    }

    /// <summary>Twilio leaves the port of an https address out when it signs, whatever it is.</summary>
    [Test]
    public async Task What_Twilio_signs_without_the_port_of_an_https_address_we_accept()
    {
        var withPort = requests.Where(request => PortOverHttps.IsMatch(request.Url)).ToArray();
        var signed = await SignAsync(withPort.Select(request => request.Ask(url: PortOverHttps.Replace(request.Url, "$1"))));
        Assert.That(withPort, Is.Not.Empty);
        Assert.That(withPort.Zip(signed).Where(each => !Accepts(each.First, each.Second)).Select(each => each.First), Is.Empty);
    }

    [Test]
    public async Task What_the_sandbox_computes_is_what_Twilio_computes()
    {
        var expected = await SignAsync(requests.Select(request => request.Ask()));
        Assert.That(requests.Select(request => SandboxSignature.Compute(request.Token, request.Url, request.Form)), Is.EqualTo(expected));
    }

    [Test]
    public async Task What_the_sandbox_signs_Twilio_accepts()
    {
        var verdicts = await ValidateAsync(
            requests.Select(request =>
                request.Ask(signature: SandboxSignature.Compute(request.Token, SandboxSignature.SignedUrl(request.Url), request.Form))));
        Assert.That(requests.Zip(verdicts).Where(each => !each.Second).Select(each => each.First), Is.Empty);
    }

    [Test]
    public async Task What_was_tampered_with_is_refused_by_both()
    {
        var signed = await SignAsync(requests.Select(request => request.Ask()));
        var tampered = requests.Zip(signed).SelectMany(each => Tampering.Of(each.First, each.Second)).ToArray();
        var verdicts = await ValidateAsync(tampered.Select(each => each.Request.Ask(signature: each.Signature)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tampered.Select(each => each.What).Distinct().Count(), Is.EqualTo(Tampering.Kinds));
            Assert.That(
                tampered.Where(each => Accepts(each.Request, each.Signature)).Select(each => $"we accept {each.What}: {each.Request}"),
                Is.Empty);
            Assert.That(
                tampered.Zip(verdicts).Where(each => each.Second).Select(each => $"Twilio accepts {each.First.What}: {each.First.Request}"),
                Is.Empty);
        }
    }

    [Test]
    public async Task A_JSON_body_goes_by_its_hash_for_both_of_Twilios_packages()
    {
        var bodies = SignedCases.Bodies(100);
        var hashes = await Oracle.Twilio.AskAsync<string[]>("hashBodies", bodies);
        var signedBodies = SignedCases
            .Gets(bodies.Count)
            .Zip(bodies, hashes)
            .Select(each => (Request: each.First with { Url = WithHash(each.First.Url, each.Third) }, Body: each.Second))
            .ToArray();
        var signatures = await SignAsync(signedBodies.Select(each => each.Request.Ask()));
        var all = signedBodies
            .Zip(signatures)
            .Select(each => (each.First.Request, each.First.Body, Signature: each.Second, IsGenuine: true))
            .ToList();
        all.AddRange(
            all.ToArray()
                .SelectMany(each =>
                    new[]
                    {
                        each with
                        {
                            Body = each.Body + " ",
                            IsGenuine = false,
                        },
                        each with
                        {
                            Request = each.Request with { Token = each.Request.Token + "0" },
                            IsGenuine = false,
                        },
                        each with
                        {
                            Request = each.Request with
                            {
                                Url = each.Request.Url.Replace("bodySHA256=", "bodySHA256=0", StringComparison.Ordinal),
                            },
                            IsGenuine = false,
                        },
                        each with
                        {
                            Signature = Tampering.Turned(each.Signature),
                            IsGenuine = false,
                        },
                    }));

        var theirs = await Oracle.Twilio.AskAsync<bool[]>(
            "validateBodies",
            all.Select(each => new { each.Request.Token, each.Request.Url, each.Body, each.Signature }));
        var ours = all.Select(each => new RequestValidator(each.Request.Token).Validate(each.Request.Url, each.Body, each.Signature));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(theirs, Is.EqualTo(all.Select(each => each.IsGenuine)));
            Assert.That(ours, Is.EqualTo(all.Select(each => each.IsGenuine)));
        }
    }

    /// <summary>From the pieces that a web server hands over, below the public address as it is configured.</summary>
    [TestCase("https://crm.example.com", "/twilio/calls/x/answer", "")]
    [TestCase("https://crm.example.com:8443/base/", "/twilio/calls/x/answer", "?a=S%C3%A3o+Jo%C3%A3o&a=%2B")]
    [TestCase("http://localhost:5080", "/twilio/calls/x/agent-status", "?q=1:2")]
    public async Task A_webhook_that_Twilio_signs_finds_its_organization(string publicBaseUrl, string path, string query)
    {
        await using var world = new TwilioWorld(("PublicBaseUrl", publicBaseUrl));
        KeyValuePair<string, string>[] form =
        [
            new("AccountSid", TwilioWorld.AccountSid),
            new("ToCity", "São João 😀"),
            new("ToZip", ""),
            new("Digits", "2"),
            new("Digits", "1"),
        ];
        var asConfigured = new SignedCase(TwilioWorld.AuthToken, publicBaseUrl.TrimEnd('/') + path + query, form);
        var signature = (await SignAsync([asConfigured.Ask(url: SandboxSignature.SignedUrl(asConfigured.Url))])).Single();

        var genuine = new SignedRequest(path, query, form, TwilioWorld.AccountSid, default, signature);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await world.Signatures.VerifyAsync(genuine, default), Is.EqualTo(world.Organization));
            Assert.That(await world.Signatures.VerifyAsync(genuine with { QueryString = query + "&x=1" }, default), Is.Null);
        }
    }

    private static bool Accepts(SignedCase request, string signature) =>
        TwilioSignature.IsValid(request.Token, request.Url, TwilioSignature.Join(request.Form), signature);

    private static Task<string[]> SignAsync(IEnumerable<object> asked) => Oracle.Twilio.AskAsync<string[]>("sign", asked);

    private static Task<bool[]> ValidateAsync(IEnumerable<object> asked) => Oracle.Twilio.AskAsync<bool[]>("validate", asked);

    private static string WithHash(string url, string hash) =>
        $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}bodySHA256={hash}";

    [GeneratedRegex(@"^(https://(?:\[[^\]]*\]|[^/:]*)):\d+", RegexOptions.IgnoreCase)]
    private static partial Regex PortOverHttps { get; }
}
