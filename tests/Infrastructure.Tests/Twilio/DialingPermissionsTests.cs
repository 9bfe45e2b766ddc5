using System.Text.Json;
using CrmVoice.Application.Organizations;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>The countries that an account may call, as they are asked of Twilio's voice API.</summary>
internal sealed class DialingPermissionsTests
{
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
    public async Task All_pages_are_read_where_the_first_one_was_whatever_host_the_next_is_said_to_be_at()
    {
        twilio.Answers(200, Page("BR", "https://voice.twilio.com/v1/DialingPermissions/Countries?PageSize=1000&Page=1"))
            .Answers(200, Page("PT", next: null))
            .Answers(200, """{"dialing_permissions_inheritance": true}""");

        var listing = await world.DialingPermissions.ListAsync(default);

        Assert.That(listing.Countries.Select(country => country.IsoCode), Is.EqualTo(new[] { "BR", "PT" }));
        Assert.That((listing.AreInherited, listing.Error), Is.EqualTo((true, (object?)null)));
        Assert.That(twilio.Requests.Select(asked => asked.Path), Is.EqualTo(new[]
        {
            "/v1/DialingPermissions/Countries", "/v1/DialingPermissions/Countries", "/v1/Settings",
        }));
        Assert.That(twilio.Requests[1].Query, Does.Contain("Page=1"));
    }

    [TestCase("https://voice.twilio.com/v1/Settings")]
    [TestCase("https://voice.twilio.com/2010-04-01/Accounts")]
    public async Task Nothing_but_the_list_itself_is_followed(string next)
    {
        twilio.Answers(200, Page("BR", next)).Answers(200, """{"dialing_permissions_inheritance": false}""");

        var listing = await world.DialingPermissions.ListAsync(default);

        Assert.That((listing.Countries.Count, twilio.Requests.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_refusal_is_told_with_its_code_and_no_answer_with_none()
    {
        twilio.Answers(401, """{"code": 20003, "message": "Authenticate", "status": 401}""");
        Assert.That((await world.DialingPermissions.ListAsync(default)).Error?.Code, Is.EqualTo(20003));

        twilio.Answers(201, "<html>");
        Assert.That((await world.DialingPermissions.SetAsync([Brazil(isOpen: true)], default))?.Code, Is.Zero);
    }

    [Test]
    public async Task A_change_is_asked_for_once_with_all_its_flags()
    {
        twilio.Answers(201, """{"update_count": 1, "update_request": "accepted"}""");

        Assert.That(await world.DialingPermissions.SetAsync([Brazil(isOpen: false)], default), Is.Null);

        var form = Uri.UnescapeDataString(twilio.Requests.Single().Body["UpdateRequest=".Length..].Replace('+', ' '));
        var update = JsonDocument.Parse(form).RootElement[0];
        Assert.That(
            update.EnumerateObject().Select(flag => $"{flag.Name} {flag.Value}"),
            Is.EqualTo(new[]
            {
                "iso_code BR", "low_risk_numbers_enabled False", "high_risk_special_numbers_enabled False",
                "high_risk_tollfraud_numbers_enabled False",
            }));
    }

    private static DialingPermission Brazil(bool isOpen) =>
        new("BR", ["+55"], LowRisk: isOpen, HighRiskSpecial: false, HighRiskTollFraud: false);

    private static string Page(string country, string? next) => JsonSerializer.Serialize(new
    {
        content = new[] { new { iso_code = country, country_codes = new[] { "+1" }, low_risk_numbers_enabled = true } },
        meta = new { key = "content", next_page_url = next },
    });
}
