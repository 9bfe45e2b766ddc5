using System.Globalization;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What the setup check sees of how the account was used: who gets at recordings, and whether calls come too fast.</summary>
internal sealed class SetupUseTests : WithStandIn
{
    private static readonly Answer audio = Answers.Audio("RIFF1234"u8.ToArray());
    private static readonly Answer unauthorized = Answers.Error(401, 20003, "Authenticate");

    private static readonly TestCaseData[] recordings =
    [
        Recording("good", audio, unauthorized),
        Recording("fetched", audio, Answers.Error(404, 20404, "not found")),
        Recording("fetched", audio, Answers.Html(200)),
        Recording("open", audio, audio),
        Recording("gone", Answers.Error(404, 20404, "not found"), unauthorized),
        Recording("refused", Answers.Error(403, 20403, "Forbidden"), unauthorized),
        Recording("not-checked", Answers.Error(410, 20410, "Gone"), unauthorized),
    ];

    /// <summary>A recording for whoever asks.</summary>
    internal static Answer ToAll => audio;

    /// <summary>A recording for those who have credentials.</summary>
    internal static Answer ToOwners { get; } = ByCredentials(audio, unauthorized);

    /// <summary>The account has a recording that is ready, and protects it.</summary>
    internal static void HasRecording(TwilioStandIn twilio, Tenant tenant)
    {
        twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/Recordings.json", Answers.Json(
            200,
            $$"""
            {"recordings": [
                {"sid": "RE{{Guid.NewGuid():N}}", "status": "processing"},
                {"sid": "RE{{tenant.Id.Value:N}}", "status": "completed"},
                {"sid": "RE{{Guid.NewGuid():N}}", "status": "completed"}],
             "next_page_uri": null}
            """));
        twilio.WhenAskedFor("GET", MediaOf(tenant.AccountSid), ToOwners);
    }

    internal static string MediaOf(string accountSid) => $"{accountSid}/Recordings/RE";

    private static Answer ByCredentials(Answer with, Answer without) =>
        context => context.Request.Headers.Authorization.Count > 0 ? with(context) : without(context);

    /// <summary>The account's newest calls.</summary>
    internal static Answer Calls(params (string Direction, int QueueMilliseconds, TimeSpan Age)[] calls) => Answers.Json(
        200,
        $$"""{"calls": [{{string.Join(", ", calls.Select(CallOf))}}], "next_page_uri": null}""");

    [TestCaseSource(nameof(recordings))]
    public async Task Who_gets_at_recordings_is_told(string found, Answer with, Answer without)
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor("GET", MediaOf(tenant.AccountSid), ByCredentials(with, without));

        var page = await SetupCheckTests.CheckAsync(browser);

        Assert.That(SetupCheckTests.Findings(page), Does.Contain($"media {found}"));
        var asked = Twilio.AskedFor(MediaOf(tenant.AccountSid));
        Assert.That(asked[0].UserAndPassword, Is.EqualTo($"{tenant.AccountSid}:{tenant.AuthToken}"));
        Assert.That(asked.Skip(1).Select(one => one.Headers.ContainsKey("Authorization")), Is.All.False);
        Assert.That(
            asked.Select(one => (one.Path.Split('/')[^1], one.Headers["Range"])),
            Is.All.EqualTo(($"RE{tenant.Id.Value:N}.wav", "bytes=0-0")),
            "the first byte of the newest that is ready");
    }

    [Test]
    public async Task A_key_that_may_not_even_list_recordings_is_told_and_an_account_without_any_is_well()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        var list = $"{tenant.AccountSid}/Recordings.json";

        Twilio.WhenAskedFor("GET", list, Answers.Error(403, 20403, "Forbidden"));
        var refused = await SetupCheckTests.CheckAsync(browser);
        Twilio.WhenAskedFor("GET", list, Answers.Json(200, """{"recordings": [], "next_page_uri": null}"""));
        var none = await SetupCheckTests.CheckAsync(browser);

        Assert.That(SetupCheckTests.Findings(refused), Does.Contain("media refused").And.Contain("credentials good"));
        Assert.That(refused.All("[data-check=media] a[href='/settings/twilio-account']"), Is.Not.Empty);
        Assert.That(none.All("[data-check=media][data-case=no-recording][data-state=good]"), Is.Not.Empty);
        Assert.That(Twilio.AskedFor(MediaOf(tenant.AccountSid)), Is.Empty);
    }

    [Test]
    public async Task Calls_that_waited_at_Twilio_in_the_last_day_are_told_with_what_is_set()
    {
        var (tenant, browser) = await AdminAsync(callsPerSecond: 5);
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/Calls.json", Calls(
            ("outbound-api", 2400, TimeSpan.FromMinutes(1)),
            ("outbound-api", 1000, TimeSpan.FromHours(23)),
            ("outbound-api", 999, TimeSpan.FromMinutes(2)),
            ("outbound-api", 9000, TimeSpan.FromHours(25)),
            ("outbound-dial", 8000, TimeSpan.FromMinutes(1)),
            ("inbound", 7000, TimeSpan.FromMinutes(1))));

        var page = await SetupCheckTests.CheckAsync(browser);

        Assert.That(SetupCheckTests.Findings(page), Does.Contain("calls-per-second queued"));
        Assert.That(
            page.Lines("[data-check=calls-per-second] p")[0],
            Does.Contain("nas últimas 24 horas: 2, por até 3 s.").And.Contain("a até 5 por segundo"));
        Assert.That(page.All("[data-check=calls-per-second] a[href='/settings/twilio-account']"), Is.Not.Empty);
    }

    [TestCase(5, "refused", "a até 5 por segundo")]
    [TestCase(null, "refused-unlimited", "assim que surgem")]
    public async Task How_often_Twilio_took_no_call_because_it_was_asked_too_often_is_told(int? callsPerSecond, string found, string set)
    {
        var (tenant, browser) = await AdminAsync(callsPerSecond);
        using var _ = browser;
        var (refused, other) = (await App.HireAsync(tenant), await App.HireAsync(tenant));
        var tooMany = Answers.Error(429, 20429, "Too Many Requests", ("Retry-After", "0"));
        Twilio.WhenCalling(refused.Phone, tooMany, tooMany, Answers.Created($"CA{Guid.NewGuid():N}"));
        Twilio.WhenCalling(other.Phone, Answers.Error(400, 21211, "Invalid 'To' Phone Number"));
        var id = (await refused.PlaceAsync("+5511987650001")).Id;
        await refused.TimelineReachesAsync(id, "create-accepted");
        await other.EndedAsync((await other.PlaceAsync("+5511987650001")).Id);

        var page = await SetupCheckTests.CheckAsync(browser);

        Assert.That(SetupCheckTests.Findings(page), Does.Contain($"calls-per-second {found}"));
        Assert.That(
            page.Lines("[data-check=calls-per-second] p")[0],
            Does.Contain("nas últimas 24 horas: 2. ").And.Contain(set));
    }

    [Test]
    public async Task A_list_of_calls_that_Twilio_does_not_give_is_told_as_not_checked()
    {
        var (tenant, browser) = await AdminAsync();
        using var _ = browser;
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/Calls.json", Answers.Error(403, 20403, "Forbidden"));

        Assert.That(
            SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser)),
            Does.Contain("calls-per-second not-checked").And.Contain("credentials good"));
    }

    private static TestCaseData Recording(string found, Answer with, Answer without) =>
        new TestCaseData(found, with, without).SetArgDisplayNames(found);

    private static string CallOf((string Direction, int QueueMilliseconds, TimeSpan Age) call) =>
        $$"""
        {"sid": "CA{{Guid.NewGuid():N}}", "direction": "{{call.Direction}}", "queue_time": "{{call.QueueMilliseconds}}",
         "date_created": "{{(DateTimeOffset.UtcNow - call.Age).ToString("R", CultureInfo.InvariantCulture)}}"}
        """;

    private static async Task<(Tenant Tenant, Browser Browser)> AdminAsync(int? callsPerSecond = null)
    {
        var tenant = await App.CreateOrganizationAsync(callsPerSecond: callsPerSecond);
        Twilio.WhenAskedFor("GET", $"{tenant.AccountSid}/IncomingPhoneNumbers", Answers.Json(
            200,
            $$"""{"incoming_phone_numbers": [{"phone_number": "{{tenant.Number}}"}], "next_page_uri": null}"""));
        HasRecording(Twilio, tenant);
        return (tenant, (await App.HireWithBrowserAsync(tenant, Role.Admin)).Browser);
    }
}
