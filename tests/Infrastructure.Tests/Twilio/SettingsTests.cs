using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Options;
using Twilio.Http;
using HttpMethod = Twilio.Http.HttpMethod;
using TwilioDomain = Twilio.Rest.Domain;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class SettingsTests
{
    [TestCase("https://crm.example.com")]
    [TestCase("http://localhost:5080/")]
    [TestCase("https://example.com/crm")]
    public async Task A_public_address_may_have_a_port_and_a_path(string url)
    {
        await using var world = new TwilioWorld(("PublicBaseUrl", url));
        Assert.That(() => Start(world), Throws.Nothing);
    }

    [TestCase("", "missing")]
    [TestCase("crm.example.com", "absolute")]
    [TestCase("/crm", "absolute")]
    [TestCase("ftp://crm.example.com", "absolute")]
    [TestCase("https://my_crm.example.com", "underscore")]
    [TestCase("https://user:pass@crm.example.com", "password")]
    [TestCase("https://crm.example.com?a=1", "query")]
    [TestCase("https://crm.example.com/#a", "fragment")]
    public async Task A_public_address_that_twilio_could_not_call_is_refused_at_start(string url, string complaint)
    {
        await using var world = new TwilioWorld(("PublicBaseUrl", url));
        Assert.That(
            () => Start(world),
            Throws.InstanceOf<OptionsValidationException>().With.Message.StartsWith("PublicBaseUrl ").And.Message.Contains(complaint));
    }

    [TestCase("Twilio:Hosts:Api", "api.twilio.com")]
    [TestCase("Twilio:Hosts:Voice", "https://voice.twilio.com/v1")]
    [TestCase("Twilio:Hosts:Pricing", "https://pricing.twilio.com?x")]
    [TestCase("Twilio:AnswerTimeout", "00:00:00")]
    [TestCase("Twilio:CallsPerSecond", "-1")]
    [TestCase("Twilio:CallsPerSecond", "31")]
    [TestCase("Twilio:PricesAfter", "00:00:00")]
    [TestCase("Twilio:PricesAfter", "2.00:00:01")]
    public async Task Settings_that_make_no_sense_are_refused_at_start(string key, string value)
    {
        await using var world = new TwilioWorld((key, value));
        Assert.That(() => Start(world), Throws.InstanceOf<OptionsValidationException>().With.Message.StartsWith(key));
    }

    [Test]
    public async Task An_enabled_sandbox_needs_an_address()
    {
        await using var world = new TwilioWorld(("Sandbox:Enabled", "true"));
        Assert.That(() => Start(world), Throws.InstanceOf<OptionsValidationException>().With.Message.StartsWith("Sandbox:Url"));
    }

    [TestCase(null, null, "https://api.twilio.com/")]
    [TestCase("", " ", "https://api.twilio.com/")]
    [TestCase("sao-paulo", null, "https://api.sao-paulo.us1.twilio.com/")]
    [TestCase("sydney", "au1", "https://api.sydney.au1.twilio.com/")]
    [TestCase(null, "ie1", "https://api.ie1.twilio.com/")]
    public async Task Edge_and_region_name_one_of_twilios_hosts(string? edge, string? region, string host)
    {
        await using var world = new TwilioWorld();
        Assert.That(Asked(world, edge, region), Is.EqualTo(new Uri(host)));
    }

    [TestCase("evil.example.com/", null)]
    [TestCase("a@b", null)]
    [TestCase(null, "us1#")]
    [TestCase("syd\nney", null)]
    [TestCase("sydney.evil", null)]
    public async Task Credentials_go_to_no_host_that_edge_and_region_make_up(string? edge, string? region)
    {
        await using var world = new TwilioWorld();
        Assert.That(() => Asked(world, edge, region), Throws.InstanceOf<TwilioErrorException>());
    }

    [Test]
    public async Task A_configured_host_knows_no_edges_and_goes_before_the_sandbox()
    {
        await using var sandbox = new TwilioWorld(("Sandbox:Enabled", "true"), ("Sandbox:Url", "http://localhost:5090"));
        await using var configured = new TwilioWorld(
            ("Sandbox:Enabled", "true"),
            ("Sandbox:Url", "http://localhost:5090"),
            ("Twilio:Hosts:Api", "http://localhost:4010"));
        await using var off = new TwilioWorld(("Sandbox:Url", "http://localhost:5090"));
        Assert.That(Asked(sandbox, "sydney", "au1"), Is.EqualTo(new Uri("http://localhost:5090")));
        Assert.That(Asked(configured, "sydney", "au1"), Is.EqualTo(new Uri("http://localhost:4010")));
        Assert.That(Asked(off, null, null), Is.EqualTo(new Uri("https://api.twilio.com")));
    }

    [Test]
    public async Task Secrets_are_kept_unreadable()
    {
        await using var world = new TwilioWorld();
        var kept = world.Get<ISecretProtector>().Protect("s3cret");
        Assert.That(kept, Does.Not.Contain("s3cret"));
        Assert.That(world.Get<SecretProtector>().Unprotect(kept), Is.EqualTo("s3cret"));
    }

    /// <summary>Where a request goes that Twilio's package makes for the edge and the region.</summary>
    private static Uri Asked(TwilioWorld world, string? edge, string? region)
    {
        var hosts = world.Get<TwilioHosts>();
        (edge, region) = hosts.LabelsOf(edge, region);
        return hosts.AddressOf(new Request(HttpMethod.Get, TwilioDomain.Api, "/", region, edge: edge).ConstructUrl());
    }

    private static void Start(TwilioWorld world) => world.Get<IStartupValidator>().Validate();
}
