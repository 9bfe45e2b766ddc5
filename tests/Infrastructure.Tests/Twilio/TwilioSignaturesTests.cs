using System.Collections;
using CrmVoice.Application.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Tests;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class TwilioSignaturesTests
{
    private const string Path = "/twilio/calls/0199/answer";

    private static readonly KeyValuePair<string, string>[] form =
    [
        new("AccountSid", TwilioWorld.AccountSid),
        new("CallStatus", "ringing"),
        new("ToZip", ""),
    ];

    private readonly CallId call = CallId.New();

    [Test]
    public async Task The_account_that_signed_says_whose_webhook_it_is()
    {
        await using var world = new TwilioWorld();
        Assert.That(
            await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default),
            Is.EqualTo(world.Organization));
    }

    [TestCase("https://crm.example.com", "https://crm.example.com")]
    [TestCase("https://crm.example.com/", "https://crm.example.com")]
    [TestCase("https://crm.example.com/base", "https://crm.example.com/base")]
    [TestCase("https://CRM.example.com:8443", "https://CRM.example.com")]
    [TestCase("http://localhost:5080", "http://localhost:5080")]
    public async Task The_signed_address_is_the_public_one_with_raw_path_and_query(string configured, string signedBase)
    {
        await using var world = new TwilioWorld(("PublicBaseUrl", configured));
        var request = SignedFor(signedBase + Path + "?a=%2B1&b=") with { QueryString = "?a=%2B1&b=" };
        Assert.That(await world.Signatures.VerifyAsync(request, default), Is.EqualTo(world.Organization));
    }

    [Test]
    public async Task A_signature_for_another_address_is_refused()
    {
        await using var world = new TwilioWorld();
        Assert.That(await world.Signatures.VerifyAsync(SignedFor("https://evil.example.com" + Path), default), Is.Null);
    }

    [Test]
    public async Task Whoever_makes_up_accounts_or_signatures_has_the_database_asked_only_so_often()
    {
        await using var world = new TwilioWorld();
        for (var number = 0; number < 1_000; number++)
        {
            var made = SignedFor("https://evil.example.com" + Path);
            Assert.That(
                await world.Signatures.VerifyAsync(number % 2 == 0 ? made : made with { AccountSid = $"AC{number:x32}" }, default),
                Is.Null);
        }

        Assert.That(world.Accounts.Reads, Is.AtMost(100));
        Assert.That(
            await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default),
            Is.EqualTo(world.Organization),
            "and the account's own webhooks are let in meanwhile");
    }

    [Test]
    public async Task The_previous_auth_token_is_still_accepted()
    {
        await using var world = new TwilioWorld();
        world.Connect(authToken: "new", previousAuthToken: TwilioWorld.AuthToken);
        Assert.That(
            await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default),
            Is.EqualTo(world.Organization));
    }

    [Test]
    public async Task Which_token_signed_is_noted_once_a_minute()
    {
        await using var world = new TwilioWorld();
        world.Connect(authToken: "new", previousAuthToken: TwilioWorld.AuthToken);
        var (uses, account) = (world.Get<AuthTokenUses>(), world.Accounts.Connected[world.Organization]);
        var previous = new AuthTokenUse(world.Organization, account.ProtectedPreviousAuthToken!);
        Task VerifyAsync() => world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default);

        await VerifyAsync();
        Assert.That(uses.Pending, Is.EqualTo(new[] { previous }));
        uses.Stored(previous, world.Clock.GetUtcNow());
        await VerifyAsync();
        Assert.That(uses.Pending, Is.Empty);

        uses.Stored(previous, world.Clock.GetUtcNow() - AuthTokenUses.Exact);
        await VerifyAsync();
        Assert.That(uses.Pending, Is.EqualTo(new[] { previous }));
    }

    [Test]
    public async Task An_api_key_signs_nothing()
    {
        await using var world = new TwilioWorld();
        world.Connect(authToken: "other", apiKeySid: "SK1", apiKeySecret: TwilioWorld.AuthToken);
        Assert.That(await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default), Is.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AC1")]
    [TestCase("AC00000000000000000000000000000009")]
    public async Task An_unknown_account_is_refused(string? accountSid)
    {
        await using var world = new TwilioWorld();
        var request = SignedFor("https://crm.example.com" + Path) with { AccountSid = accountSid };
        Assert.That(await world.Signatures.VerifyAsync(request, default), Is.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    public async Task A_missing_signature_is_refused(string? signature)
    {
        await using var world = new TwilioWorld();
        Assert.That(
            await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path) with { Signature = signature }, default),
            Is.Null);
    }

    [Test]
    public async Task Of_organizations_that_share_an_account_the_owner_of_the_call_is_meant()
    {
        await using var world = new TwilioWorld();
        var sister = OrganizationId.New();
        world.Connect(sister);
        var request = SignedFor("https://crm.example.com" + Path);
        Assert.That(await world.Signatures.VerifyAsync(request, default), Is.Null, "nobody owns the call");

        world.Accounts.Owners[call] = sister;
        Assert.That(await world.Signatures.VerifyAsync(request, default), Is.EqualTo(sister));
    }

    [Test]
    public async Task Nobody_signs_for_another_organization_by_claiming_its_account_with_a_token_of_ones_own()
    {
        await using var world = new TwilioWorld();
        world.Connect(OrganizationId.New(), authToken: "made-up");
        world.Connect(OrganizationId.New(), authToken: "made-up");
        world.Accounts.Owners[call] = world.Organization;
        var url = "https://crm.example.com" + Path;
        var forged = SignedFor(url) with { Signature = LikeTwilio.Sign("made-up", url, form) };
        Assert.That(await world.Signatures.VerifyAsync(forged, default), Is.Null);
    }

    [Test]
    public async Task A_token_that_cannot_be_read_any_more_refuses_and_is_logged_without_it()
    {
        await using var world = new TwilioWorld();
        world.Connect();
        await using var other = new TwilioWorld();
        world.Accounts.Connected[world.Organization] = other.Accounts.Connected[other.Organization];
        Assert.That(await world.Signatures.VerifyAsync(SignedFor("https://crm.example.com" + Path), default), Is.Null);
        Assert.That(world.Log.Text, Does.Contain(world.Organization.Value.ToString()).And.Not.Contain(TwilioWorld.AuthToken));
    }

    // Thousands of fields take their time to be sorted, and whoever sends them need not have signed them.
    [Test]
    public async Task However_many_tokens_and_addresses_are_tried_the_fields_are_read_once()
    {
        await using var world = new TwilioWorld();
        world.Connect(authToken: "new", previousAuthToken: "old");
        world.Connect(OrganizationId.New(), authToken: "sister's");
        var fields = new CountedFields(form);
        var request = SignedFor("https://evil.example.com" + Path) with { Form = fields };

        await world.Signatures.VerifyAsync(request with { AccountSid = "AC00000000000000000000000000000009" }, default);
        Assert.That(fields.TimesRead, Is.Zero, "an account that nobody has");
        await world.Signatures.VerifyAsync(request, default);
        Assert.That(fields.TimesRead, Is.EqualTo(1));
        world.Signatures.FindSignedAddress(request, ["https://a.example", "http://a.example", "https://b.example", "http://b.example"]);
        Assert.That(fields.TimesRead, Is.EqualTo(2), "asked once more, for the sake of who has set something up wrongly");
    }

    private SignedRequest SignedFor(string url) =>
        new(Path, "", form, TwilioWorld.AccountSid, call, LikeTwilio.Sign(TwilioWorld.AuthToken, url, form));

    private sealed class CountedFields(IReadOnlyList<KeyValuePair<string, string>> fields) : IReadOnlyList<KeyValuePair<string, string>>
    {
        public int TimesRead { get; private set; }

        public int Count => fields.Count;

        public KeyValuePair<string, string> this[int index] => fields[index];

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
        {
            TimesRead++;
            return fields.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
