using System.Security.Cryptography;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Recordings;

/// <summary>The audio of a recording, as the page's player and the API get it: the same for both.</summary>
internal sealed class RecordingMediaTests : WithStandIn
{
    private const string Beyond = "bytes=99999999-";
    private static readonly byte[] sound = RandomNumberGenerator.GetBytes(100_000);

    [Test]
    public async Task Audio_comes_whole_or_in_the_range_asked_for(
        [Values] Door door,
        [Values] bool twilioKnowsRanges,
        [Values(
            null,
            "bytes=0-",
            "bytes=0-0",
            "bytes=10-19",
            "bytes=90000-",
            "bytes=-7",
            "bytes=99999-99999999999999999999999",
            "bytes=5-2",
            "bytes=0-1,4-5",
            "lines=1-2",
            "bytes=x")]
            string? range)
    {
        using var recording = await RecordAsync(door, twilioKnowsRanges ? Answers.Audio(sound) : Whole(sound));
        var (first, count) = range switch
        {
            "bytes=0-" => (0, sound.Length),
            "bytes=0-0" => (0, 1),
            "bytes=10-19" => (10, 10),
            "bytes=90000-" => (90_000, 10_000),
            "bytes=-7" => (sound.Length - 7, 7),
            "bytes=99999-99999999999999999999999" => (99_999, 1),
            _ => (-1, sound.Length),
        };

        using var response = await recording.AskAsync("GET", range);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(first < 0 ? 200 : 206));
            Assert.That(
                response.Content.Headers.ContentRange?.ToString(),
                Is.EqualTo(first < 0 ? null : $"bytes {first}-{first + count - 1}/{sound.Length}"));
            Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(count));
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("audio/x-wav"));
            Assert.That(response.Headers.AcceptRanges, Is.EqualTo(new[] { "bytes" }));
            Assert.That(response.Headers.CacheControl is { NoStore: true, Private: true }, $"{response.Headers.CacheControl}");
            Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(sound.AsSpan(Math.Max(0, first), count).ToArray()));
        }
    }

    [Test]
    public async Task A_range_that_holds_nothing_of_it_is_refused_and_it_is_said_how_much_there_is(
        [Values] Door door,
        [Values] bool twilioKnowsRanges,
        [Values("GET", "HEAD")] string method,
        [Values(Beyond, "bytes=100000-", "bytes=-0", "bytes=99999999999999999999999-")] string range)
    {
        using var recording = await RecordAsync(door, twilioKnowsRanges ? Answers.Audio(sound) : Whole(sound));

        using var response = await recording.AskAsync(method, range);

        Assert.That((int)response.StatusCode, Is.EqualTo(416));
        Assert.That(response.Content.Headers.ContentRange?.ToString(), Is.EqualTo($"bytes */{sound.Length}"));
    }

    [Test]
    public async Task What_would_come_is_told_without_fetching_it(
        [Values] Door door,
        [Values(null, "bytes=10-19", "bytes=-7", "bytes=5-2")] string? range)
    {
        using var recording = await RecordAsync(door, Answers.Audio(sound));

        using var get = await recording.AskAsync("GET", range);
        using var head = await recording.AskAsync("HEAD", range);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode));
            Assert.That(HeadersOf(head), Is.EqualTo(HeadersOf(get)));
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(Twilio.AskedFor(recording.Sid)[^1].Headers["Range"], Is.EqualTo("bytes=0-0"), "no more than a byte is fetched");
        }
    }

    [Test]
    public async Task Who_has_a_part_of_something_else_gets_the_whole([Values] Door door)
    {
        using var recording = await RecordAsync(door, Answers.Audio(sound));

        using var response = await recording.AskAsync("GET", "bytes=10-19", ("If-Range", "\"another\""));

        Assert.That(((int)response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length), Is.EqualTo((200, sound.Length)));
    }

    [Test]
    public async Task The_media_type_is_what_twilio_serves([Values] Door door, [Values("audio/x-wav", "audio/mpeg")] string type)
    {
        using var recording = await RecordAsync(door, Whole(sound, type));

        using var response = await recording.AskAsync("GET");

        Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo(type));
    }

    [Test]
    public async Task A_recording_without_sound_is_empty([Values] Door door, [Values("GET", "HEAD")] string method)
    {
        using var recording = await RecordAsync(door, Answers.Audio([]));

        using var response = await recording.AskAsync(method);

        Assert.That(((int)response.StatusCode, response.Content.Headers.ContentLength), Is.EqualTo((200, 0L)));
    }

    [TestCaseSource(nameof(NoAudio))]
    public async Task Where_twilio_gives_no_audio_it_is_said_and_not_broken(Door door, string method, Answer answer, int status)
    {
        using var recording = await RecordAsync(door, answer);

        using var response = await recording.AskAsync(method);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(
            response.Content.Headers.ContentType?.MediaType,
            Is.EqualTo(door is Door.Api ? "application/problem+json" : "text/html"));
    }

    [Test]
    public async Task What_breaks_off_does_not_pass_for_the_whole([Values] Door door, [Values] bool goesSilent)
    {
        using var recording = await RecordAsync(door, BreaksOff(after: 70_000, goesSilent));

        using var response = await recording.AskAsync("GET");

        Assert.That(((int)response.StatusCode, response.Content.Headers.ContentLength), Is.EqualTo((200, (long?)sound.Length)));
        Assert.That(async () => await response.Content.ReadAsByteArrayAsync(), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Who_leaves_in_the_middle_disturbs_nobody([Values] Door door)
    {
        using var recording = await RecordAsync(door, BreaksOff(after: 70_000, goesSilent: true));

        using (var response = await recording.AskAsync("GET"))
        {
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[1000]);
        }
    }

    [Test]
    public async Task Who_may_not_listen_is_told_so_either_way([Values("GET", "HEAD")] string method)
    {
        using var recording = await RecordAsync(Door.Api, Answers.Audio(sound));
        var (admin, browser) = await App.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;

        foreach (var path in new[] { recording.Path, $"/api/v1{recording.Path}" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = path == recording.Path ? await browser.SendAsync(request) : await admin.Api.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.EqualTo(403), path);
        }

        Assert.That(Twilio.AskedFor(recording.Sid), Is.Empty);
    }

    [Test]
    public async Task The_description_says_what_is_served()
    {
        using var recording = await RecordAsync(Door.Api, Answers.Audio(sound));
        using var response = await recording.AskAsync("GET");
        var description = JsonSerializer.Deserialize<JsonElement>(await App.CreateClient().GetStringAsync("openapi/v1.json"));

        var media = description
            .GetProperty("paths")
            .GetProperty("/api/v1/calls/{id}/recordings/{recordingId}/media")
            .GetProperty("get")
            .GetProperty("responses");

        foreach (var status in new[] { "200", "206" })
        {
            Assert.That(
                media.GetProperty(status).GetProperty("content").EnumerateObject().Select(content => content.Name),
                Is.EqualTo(new[] { response.Content.Headers.ContentType?.MediaType }));
        }

        Assert.That(media.TryGetProperty("416", out var _));
    }

    private static IEnumerable<TestCaseData> NoAudio() =>
        from door in Enum.GetValues<Door>()
        from method in new[] { "GET", "HEAD" }
        from made in new (string Name, Answer Answer, int Status)[]
        {
            ("deleted", Answers.Error(404, 20404, "Not found"), 404),
            ("out of order", Answers.Text(503, "busy"), 502),
            ("no answer", Answers.NoAnswer(), 502),
            ("silent", Answers.Silence(), 502),
            ("a page", Answers.Html(200), 502),
            ("broken before the first byte", BreaksOff(after: 0, goesSilent: false), 502),
            ("silent before the first byte", BreaksOff(after: 0, goesSilent: true), 502),
        }
        select new TestCaseData(door, method, made.Answer, made.Status).SetArgDisplayNames($"{door}", method, made.Name);

    private static Answer Whole(byte[] audio, string type = "audio/x-wav") => async context =>
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = audio.Length;
        await context.Response.Body.WriteAsync(audio);
    };

    private static Answer BreaksOff(int after, bool goesSilent) => async context =>
    {
        context.Response.ContentType = "audio/x-wav";
        context.Response.ContentLength = sound.Length;
        await context.Response.Body.WriteAsync(sound.AsMemory(0, after));
        await context.Response.Body.FlushAsync();
        await (goesSilent ? Answers.Silence() : Answers.NoAnswer())(context);
    };

    private static string[] HeadersOf(HttpResponseMessage response) =>
        [
            .. response
                .Headers.Concat(response.Content.Headers)
                .Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Order(),
        ];

    private static async Task<Recording> RecordAsync(Door door, Answer answer)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Recording(seconds: 6));
        Twilio.WhenAskedFor("GET", call.RecordingSid, answer);
        return new Recording(
            door,
            agent,
            browser,
            call.RecordingSid,
            $"/calls/{call.Id}/recordings/{(await call.ReadAsync()).Recordings.Single().Id}/media");
    }

    internal enum Door
    {
        Page,
        Api,
    }

    private sealed record Recording(Door Door, Agent Agent, Browser Browser, string Sid, string Path) : IDisposable
    {
        public Task<HttpResponseMessage> AskAsync(string method, string? range = null, params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), Door is Door.Page ? Path : $"/api/v1{Path}");
            request.Headers.TryAddWithoutValidation("Range", range);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            const HttpCompletionOption atOnce = HttpCompletionOption.ResponseHeadersRead;
            return Door is Door.Page ? Browser.SendAsync(request, atOnce) : Agent.Api.SendAsync(request, atOnce);
        }

        public void Dispose() => Browser.Dispose();
    }
}
