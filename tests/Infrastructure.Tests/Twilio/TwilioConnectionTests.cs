using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class TwilioConnectionTests
{
    private const string Numbers = $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/IncomingPhoneNumbers.json";

    private TwilioStandIn twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        world = TwilioWorld.With(twilio);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await world.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task Names_the_numbers_that_the_account_does_not_own()
    {
        world.Connect(numbers: ["+551131230000", "+551131230001", "+551131230002"]);
        twilio
            .Answers(
                200,
                $$"""{"incoming_phone_numbers": [{"phone_number": "+551131230002"}], "next_page_uri": "{{Numbers}}?Page=1&PageToken=PAPN"}"""
            )
            .Answers(
                200,
                """{"incoming_phone_numbers": [{"phone_number": "+551131230000"}, {"friendly_name": "odd"}], "next_page_uri": null}""");
        var test = await TestAsync();
        Assert.That((test.Works, test.ErrorCode), Is.EqualTo((true, (int?)null)));
        Assert.That(test.MissingNumbers, Is.EqualTo(new[] { "+551131230001" }));
        Assert.That(twilio.Requests.Select(asked => asked.Path), Is.EqualTo(new[] { Numbers, Numbers }));
    }

    [Test]
    public async Task Lists_the_numbers_of_all_pages_with_what_they_can_do()
    {
        const string Sid = "PN0000000000000000000000000000000";
        twilio
            .Answers(
                200,
                $$"""
                {"incoming_phone_numbers": [
                    {"sid": "{{Sid}}1", "phone_number": "+551131230000", "friendly_name": "(11) 3123-0000",
                     "capabilities": {"voice": true, "sms": true, "mms": false, "fax": false} },
                    {"sid": "{{Sid}}2", "phone_number": "12345", "capabilities": {"voice": true, "sms": true} },
                    {"sid": "odd", "phone_number": "+551131230009", "capabilities": {"voice": true} }],
                 "next_page_uri": "{{Numbers}}?Page=1&PageToken=PAPN"}
                """)
            .Answers(
                200,
                $$"""
                {"incoming_phone_numbers": [
                    {"sid": "{{Sid}}3", "phone_number": "+14155550100", "friendly_name": "Sales", "capabilities": {"voice": false, "sms": true} },
                    {"sid": "{{Sid}}4", "phone_number": "+14155550101"}], "next_page_uri": null}
                """);

        var listing = await world.Connection.ListNumbersAsync(default);

        Assert.That((listing.Error, listing.IsWhole), Is.EqualTo(((CarrierErrorView?)null, true)));
        Assert.That(listing.Numbers, Is.EqualTo(new ListedNumber[]
        {
            new(Sid + "1", PhoneNumber.Parse("+551131230000"), "", HasVoice: true, HasSms: true),
            new(Sid + "3", PhoneNumber.Parse("+14155550100"), "Sales", HasVoice: false, HasSms: true),
            new(Sid + "4", PhoneNumber.Parse("+14155550101"), "", HasVoice: false, HasSms: false),
        }));
    }

    [Test]
    public async Task Lists_nothing_where_twilio_refuses_or_breaks_off_on_a_later_page()
    {
        twilio.AnswersError(401, 20003, "Authenticate");
        var refused = await world.Connection.ListNumbersAsync(default);
        twilio.Answers(200, $$"""
            {"incoming_phone_numbers": [
                {"sid": "PN00000000000000000000000000000001", "phone_number": "+551131230000", "capabilities": {"voice": true} }],
             "next_page_uri": "{{Numbers}}?Page=1&PageToken=PAPN"}
            """).Answers(200, "<html>captive portal</html>");
        var brokenOff = await world.Connection.ListNumbersAsync(default);

        Assert.That((refused.Error?.Code, refused.IsWhole, refused.Numbers.Count), Is.EqualTo(((int?)20003, false, 0)));
        Assert.That((brokenOff.Error?.Code, brokenOff.IsWhole, brokenOff.Numbers.Count), Is.EqualTo(((int?)0, false, 0)));
    }

    [Test]
    public async Task Names_the_numbers_that_lead_to_our_paths_at_another_address()
    {
        twilio.Answers(200, """
            {"incoming_phone_numbers": [
                {"phone_number": "+551131230000", "voice_url": "https://old.example.com/twilio/inbound?token=1", "status_callback": "https://CRM.example.com:443/twilio/inbound/status"},
                {"phone_number": "+551131230001", "voice_url": "http://crm.example.com/twilio/inbound", "voice_fallback_url": "https://crm.example.com/twilio/inbound"},
                {"phone_number": "+551131230002", "voice_url": "https://demo.twilio.com/welcome/voice/", "status_callback": "", "voice_fallback_url": null},
                {"phone_number": "+551131230003", "status_callback": "not an address"}], "next_page_uri": null}
            """);
        var test = await TestAsync();
        Assert.That(test.StrayNumbers, Is.EqualTo(new StrayNumber[]
        {
            new("+551131230000", "https://old.example.com/twilio/inbound"),
            new("+551131230001", "http://crm.example.com/twilio/inbound"),
        }));
        Assert.That((test.PublicAddress, test.AddressProblems), Is.EqualTo(("https://crm.example.com", Array.Empty<AddressProblem>())));
    }

    [Test]
    public async Task Says_that_the_address_is_not_https_even_where_twilio_says_no()
    {
        await using var other = TwilioWorld.With(twilio, ("PublicBaseUrl", "http://crm.example.com"));
        twilio.AnswersError(401, 20003, "Authenticate");
        var test = await other.Connection.TestAsync(default);
        Assert.That((test.Works, test.AddressProblems), Is.EqualTo((false, new[] { AddressProblem.NotHttps })));
    }

    [Test]
    public async Task Says_what_twilio_said()
    {
        twilio.AnswersError(401, 20003, "Authenticate");
        var test = await TestAsync();
        Assert.That((test.Works, test.ErrorCode, test.Message), Is.EqualTo((false, (int?)20003, "Authenticate")));
    }

    [Test]
    public async Task Says_that_it_was_not_understood()
    {
        twilio.Answers(200, "<html>captive portal</html>");
        var test = await TestAsync();
        Assert.That((test.Works, test.ErrorCode, test.Message), Is.EqualTo((false, (int?)0, "Twilio gave no answer: answer-unreadable.")));
    }

    [Test]
    public async Task Says_that_there_is_no_account()
    {
        world.Accounts.Connected.Clear();
        Assert.That((await TestAsync()).Message, Is.EqualTo("No Twilio account is connected."));
    }

    [Test]
    public async Task Says_that_the_credentials_cannot_be_read_any_more()
    {
        await using var other = new TwilioWorld();
        world.Accounts.Connected[world.Organization] = other.Accounts.Connected[other.Organization];
        var test = await TestAsync();
        Assert.That(
            (test.Works, test.Message),
            Is.EqualTo((false, "The stored Twilio credentials can no longer be read; save them again.")));
    }

    private Task<ConnectionTest> TestAsync() => world.Connection.TestAsync(default);
}
