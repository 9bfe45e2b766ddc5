using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class AccountUseTests
{
    private const string Sid = "RE00000000000000000000000000000001";
    private const string Recordings = $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Recordings";
    private const string Listed = $$"""{"recordings": [{"sid": "{{Sid}}", "status": "completed"}], "next_page_uri": null}""";

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
    public async Task A_recording_is_asked_for_with_the_credentials_and_then_without_any()
    {
        world.Connect(apiKeySid: "SK00000000000000000000000000000001", apiKeySecret: "s3cret");
        twilio.Answers(200, Listed)
            .Answers(206, "R", "audio/x-wav", ("Content-Range", "bytes 0-0/8"))
            .AnswersError(401, 20003, "Authenticate");

        Assert.That(await world.AccountUse.TryMediaAsync(default), Is.EqualTo(new MediaReading(MediaAccess.Protected)));

        Assert.That(
            twilio.Requests.Select(asked => (asked.Path, asked.Headers.ContainsKey("Authorization"))),
            Is.EqualTo(new[] { ($"{Recordings}.json", true), ($"{Recordings}/{Sid}.wav", true), ($"{Recordings}/{Sid}.wav", false) }));
        Assert.That(twilio.Requests[1].UserAndPassword, Is.EqualTo("SK00000000000000000000000000000001:s3cret"));
    }

    [Test]
    public async Task A_sid_that_is_none_becomes_no_address()
    {
        twilio.Answers(200, """{"recordings": [{"sid": "../../Balance", "status": "completed"}], "next_page_uri": null}""");
        Assert.That(await world.AccountUse.TryMediaAsync(default), Is.EqualTo(new MediaReading(MediaAccess.NoRecording)));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_redirect_of_either_request_is_not_followed()
    {
        await using var elsewhere = await TwilioStandIn.StartAsync();
        twilio.Answers(200, Listed).Answers(200, "RIFF", "audio/x-wav").Answers(302, "", headers: ("Location", elsewhere.Url));
        Assert.That((await world.AccountUse.TryMediaAsync(default)).Access, Is.EqualTo(MediaAccess.Fetched));
        twilio.Answers(200, Listed).Answers(302, "", headers: ("Location", elsewhere.Url));
        Assert.That((await world.AccountUse.TryMediaAsync(default)).Access, Is.EqualTo(MediaAccess.Unknown));
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [Test]
    public async Task An_account_that_is_not_active_says_nothing_of_its_credentials()
    {
        twilio.AnswersError(403, 20005, "Account not active");
        Assert.That(
            await world.AccountUse.TryMediaAsync(default),
            Is.EqualTo(new MediaReading(MediaAccess.Unknown, new CarrierErrorView(20005, "Account not active"))));
    }

    [Test]
    public async Task A_Twilio_that_does_not_answer_is_told_of_both()
    {
        twilio.HangsUpWithoutAnswer().HangsUpWithoutAnswer().HangsUpWithoutAnswer();
        var media = await world.AccountUse.TryMediaAsync(default);
        twilio.HangsUpWithoutAnswer().HangsUpWithoutAnswer().HangsUpWithoutAnswer();
        var queue = await world.AccountUse.ReadQueueAsync(DateTimeOffset.UnixEpoch, default);
        Assert.That((media.Access, media.Error?.Code, queue.Error?.Code), Is.EqualTo((MediaAccess.Unknown, (int?)0, (int?)0)));
    }

    [Test]
    public async Task Only_calls_by_REST_since_then_are_looked_at()
    {
        twilio.Answers(
            200,
            """
            {"calls": [
                {"sid": "CA1", "direction": "outbound-api", "queue_time": "1500", "date_created": "Mon, 02 Mar 2026 11:59:59 +0000"},
                {"sid": "CA2", "direction": "outbound-api", "queue_time": null, "date_created": null},
                {"sid": "CA3", "direction": "outbound-dial", "queue_time": "5000", "date_created": "Mon, 02 Mar 2026 11:59:59 +0000"},
                {"sid": "CA4", "direction": "outbound-api", "queue_time": "9000", "date_created": "Sun, 01 Mar 2026 11:59:59 +0000"}],
             "next_page_uri": "/2010-04-01/Accounts/AC/Calls.json?Page=1"}
            """);
        Assert.That(
            await world.AccountUse.ReadQueueAsync(world.Clock.GetUtcNow().AddDays(-1), default),
            Is.EqualTo(new QueueReading(Calls: 2, Waited: 1, TimeSpan.FromSeconds(1.5))));
        Assert.That(twilio.Requests.Select(asked => asked.QueryValue("PageSize")), Is.EqualTo(new[] { "200" }), "one page is enough");
    }
}
