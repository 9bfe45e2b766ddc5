using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Recordings;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class RecordingTests
{
    private const string Sid = "RE00000000000000000000000000000001";

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
    public async Task Streams_the_whole()
    {
        twilio.Answers(200, "RIFF1234", "audio/x-wav", ("Content-Length", "8"));
        await using var media = await OpenAsync(range: null);
        Assert.That(
            (media!.ContentType, media.Length, media.Part, await TextOf(media)),
            Is.EqualTo(("audio/x-wav", 8L, (BytePart?)null, "RIFF1234")));
        Assert.That(twilio.Requests.Single().Path, Is.EqualTo($"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Recordings/{Sid}.wav"));
    }

    [Test]
    public async Task Passes_a_range_on_and_back()
    {
        twilio.Answers(206, "FF12", "audio/x-wav", ("Content-Range", "bytes 2-5/8"));
        await using var media = await OpenAsync("bytes=2-5");
        Assert.That((media!.Length, media.Part, await TextOf(media)), Is.EqualTo((8L, new BytePart(2, 4), "FF12")));
        Assert.That(twilio.Requests.Single().Headers["Range"], Is.EqualTo("bytes=2-5"));
    }

    [Test]
    public async Task A_range_that_is_none_is_left_out()
    {
        twilio.Answers(200, "RIFF", "audio/x-wav");
        await using var media = await OpenAsync("bytes=2-5\r\nX: 1");
        Assert.That(twilio.Requests.Single().Headers.ContainsKey("Range"), Is.False);
    }

    [Test]
    public async Task A_range_that_twilio_cannot_serve_is_answered_with_the_whole()
    {
        twilio.Answers(416, "").Answers(200, "RIFF", "audio/x-wav");
        await using var media = await OpenAsync("bytes=99-");
        Assert.That((media!.Part, await TextOf(media)), Is.EqualTo(((BytePart?)null, "RIFF")));
    }

    [Test]
    public async Task There_may_be_none()
    {
        twilio.AnswersError(404, 20404, "not found");
        Assert.That(await OpenAsync(range: null), Is.Null);
    }

    [TestCase("")]
    [TestCase("RE1")]
    [TestCase("RE0000000000000000000000000000000g")]
    [TestCase("RE00000000000000000000000000000001\n")]
    [TestCase("../RE00000000000000000000000000000001")]
    [TestCase("https://evil.example.com/RE00000000000000000000000000000001")]
    public async Task Only_a_recordings_sid_is_ever_asked_for(string sid)
    {
        Assert.That(await world.Recordings.OpenAsync(sid, null, default), Is.Null);
        Assert.That(twilio.Requests, Is.Empty);
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await TwilioStandIn.StartAsync();
        twilio.Answers(302, "", headers: ("Location", elsewhere.Url + "/take-my-credentials"));
        Assert.That(async () => await OpenAsync(range: null), Throws.InstanceOf<CarrierUnavailableException>());
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [Test]
    public void A_page_is_not_served_as_audio()
    {
        twilio.Answers(200, "<script>", "text/html");
        Assert.That(async () => await OpenAsync(range: null), Throws.InstanceOf<CarrierUnavailableException>());
    }

    [TestCase("bytes */8")]
    [TestCase("lines 1-2/8")]
    [TestCase("nonsense")]
    public void A_part_that_does_not_say_what_part_it_is_is_no_answer(string contentRange)
    {
        twilio.Answers(206, "FF12", "audio/x-wav", ("Content-Range", contentRange));
        Assert.That(async () => await OpenAsync("bytes=2-5"), Throws.InstanceOf<CarrierUnavailableException>());
    }

    private static async Task<string> TextOf(RecordingMedia media)
    {
        using var reader = new StreamReader(media.Content);
        return await reader.ReadToEndAsync();
    }

    private Task<RecordingMedia?> OpenAsync(string? range) => world.Recordings.OpenAsync(Sid, ByteRange.Read(range), default);
}
