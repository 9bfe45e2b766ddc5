using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio;
using Moq;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>
/// Where Twilio's idea of our address differs from ours, people are told: at the start in the log, and where they test the connection.
/// </summary>
public sealed class AddressComparisonTests
{
    private const string Ours = "https://crm.example";

    private TestCrm crm = null!;
    private CallId call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync();
        call = new CallId((await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id);
        Twilio().ReturnsAsync(Accepted());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Numbers_that_lead_elsewhere_are_logged_without_the_number()
    {
        Twilio().ReturnsAsync(Accepted() with { StrayNumbers = [new StrayNumber("+551131230000", "https://old.example/twilio/inbound")] });

        await CompareAsync();

        Assert.That(
            crm.Log.Text,
            Does.Contain(
                $"A number of organization {crm.Agent.OrganizationId.Value} leads to https://old.example/twilio/inbound, and PublicBaseUrl is {Ours}"
            ));
        Assert.That(crm.Log.Text, Does.Not.Contain("551131230000"));
    }

    [Test]
    public async Task Webhooks_that_were_signed_for_another_address_are_logged_with_both_addresses_for_a_day()
    {
        await RefuseAsync("https://old.example/voice", times: 3);
        crm.Clock.Advance(TimeSpan.FromHours(23));

        await CompareAsync();
        Assert.That(
            Warnings("signed them for"),
            Is.EqualTo(
                new[]
                {
                    $"Webhooks of organization {crm.Agent.OrganizationId.Value} were refused in the last 24 hours: Twilio had signed them for https://old.example/voice and not for {Ours} (PublicBaseUrl)",
                }));

        crm.Clock.Advance(TimeSpan.FromHours(2));
        await CompareAsync();
        Assert.That(Warnings("signed them for"), Has.Exactly(1).Items, "the day is over");
    }

    [Test]
    public async Task What_cannot_be_found_out_of_one_organization_keeps_the_others_from_nothing()
    {
        var stray = Accepted() with { StrayNumbers = [new StrayNumber("+551131230000", "https://old.example/twilio/inbound")] };
        crm.Connection.SetupSequence(twilio => twilio.TestAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("odd"))
            .ReturnsAsync(stray);

        await CompareAsync();

        Assert.That((Warnings("could not be found out").Count(), Warnings("leads to https://old.example").Count()), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task The_connection_test_names_each_other_address_once_the_latest_first_and_none_that_has_become_ours()
    {
        await RefuseAsync("https://old.example");
        await RefuseAsync("https://older.example");
        await RefuseAsync("https://old.example");
        await RefuseAsync(signedFor: null);

        Assert.That(
            (await TestAsync(crm.Supervisor)).Select(other => (other.Called, other.Ours)),
            Is.EqualTo(new[] { ("https://old.example", Ours), ("https://older.example", Ours) }));
        Assert.That(await TestAsync(crm.Stranger), Is.Empty);

        Twilio().ReturnsAsync(Accepted("https://old.example/"));
        Assert.That((await TestAsync(crm.Supervisor)).Select(other => other.Called), Is.EqualTo(new[] { "https://older.example" }));
    }

    private Moq.Language.Flow.ISetup<ITwilioConnection, Task<ConnectionTest>> Twilio() =>
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>()));

    private static ConnectionTest Accepted(string ours = Ours) =>
        new(Works: true, ErrorCode: null, "Twilio accepted the credentials.", MissingNumbers: [], ours);

    private Task CompareAsync() => crm.Hosted<AddressComparison>().CompareAllAsync(CancellationToken.None);

    private async Task<IReadOnlyList<OtherAddress>> TestAsync(TestMember member) =>
        (await crm.SendAsync(new TestTwilioConnection(), member)).OtherAddresses;

    private IEnumerable<string> Warnings(string text) =>
        crm.Log.Text.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal)).Select(line => line.Trim());

    /// <param name="signedFor">Null where the signature was simply wrong.</param>
    private async Task RefuseAsync(string? signedFor, int times = 1)
    {
        var path = $"/{CarrierWebhooks.PathOf(call.Value, CarrierWebhooks.AgentStatus)}";
        for (var i = 0; i < times; i++)
        {
            var reason = signedFor is null ? RejectionReason.WrongSignature : RejectionReason.OtherAddress;
            crm.Refusals.Add(
                new RejectionClaim(null, call),
                new RejectedWebhook(reason, crm.Clock.GetUtcNow(), call) { OurAddress = Ours + path, SignedAddress = signedFor + path });
        }

        await crm.StoreRefusalsAsync();
    }
}
