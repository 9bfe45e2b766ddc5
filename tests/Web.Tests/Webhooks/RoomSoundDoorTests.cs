using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>What Twilio plays in rooms, and where it comes for it.</summary>
internal sealed class RoomSoundDoorTests
{
    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;

    private Agent agent = null!;
    private TwilioCall call = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url, ("Calls:Topology", "Room"));
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        app.AssertNoErrorsLogged();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [SetUp]
    public async Task PlaceACallAsync()
    {
        agent = await app.HireAsync(await app.CreateOrganizationAsync());
        call = await TwilioCall.PlaceAsync(app, twilio, agent);
    }

    [Test]
    public async Task Whoever_waits_hears_silence_until_the_contacts_telephone_rings_and_then_the_ring_tone()
    {
        var join = XElement.Parse(await call.AskAsync(call.Answer())).Descendants("Conference").Single();
        var wait = join.Attribute("waitUrl")!.Value;
        Assert.That((await OpenAsync(wait)).Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(["Pause", "Redirect"]));

        await RingTheContactAsync();

        var document = await OpenAsync(wait);
        Assert.That(document.Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(["Play", "Redirect"]));
        Assert.That(document.Element("Redirect")!.Value, Is.EqualTo(wait), "asked again at the same address");
    }

    [Test]
    public async Task An_address_of_no_call_is_answered_with_silence()
    {
        var document = await OpenAsync($"{app.Url}/twilio/calls/{Guid.NewGuid()}/legs/{Guid.NewGuid()}/wait");
        Assert.That(document.Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(["Pause", "Redirect"]));
    }

    [Test]
    public async Task Audio_is_kept_by_whoever_fetched_it_and_says_how_much_it_is()
    {
        var url = (await OpenAsync(call.UrlOf("hold"))).Element("Play")!.Value;
        using var client = app.CreateClient();
        using var whole = await client.GetAsync(url);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var unchanged = await client.SendAsync(again);
        using var part = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(0, 3) } };
        using var first = await client.SendAsync(part);
        using var other = await client.GetAsync(url.Replace("hold-", "nothing-", StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((whole.StatusCode, whole.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "audio/wav")));
            Assert.That(whole.Headers.CacheControl!.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
            Assert.That(whole.Content.Headers.ContentLength, Is.EqualTo(bytes.Length));
            Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(bytes.Length));
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(await first.Content.ReadAsStringAsync(), Is.EqualTo("RIFF"));
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Keys_are_heard_once_and_by_nobody_who_guesses_their_address()
    {
        var request = await EnqueueKeysAsync("ww12#");
        var url = $"{app.Url}/twilio/digits/{request}";
        using var client = app.CreateClient();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.That((int)head.StatusCode, Is.AnyOf(404, 405), "looking is not hearing");
        Assert.That((await OpenAsync($"{app.Url}/twilio/digits/{Guid.NewGuid()}")).Elements(), Is.Empty);

        Assert.That((await OpenAsync(url)).Element("Play")?.Attribute("digits")?.Value, Is.EqualTo("ww12#"));

        Assert.That((await OpenAsync(url)).Elements(), Is.Empty);
        await using var scope = app.Enter(agent.Tenant.Id, out var db);
        Assert.That((await db.CarrierRequests.SingleAsync(row => row.Id == request)).Payload, Is.Null, "nobody keeps them");
    }

    [Test]
    public async Task A_request_that_is_not_signed_is_served_and_counted_and_a_signed_one_is_not()
    {
        (string, string)[] fields = [("AccountSid", agent.Tenant.AccountSid), ("CallSid", call.AgentSid)];
        using var signed = await app.TwilioReports(agent.Tenant, call.UrlOf("hold"), fields);
        using var forged = await app.TwilioReports(agent.Tenant with { AuthToken = new string('0', 32) }, call.UrlOf("hold"), fields);
        await OpenAsync(call.UrlOf("wait"));

        Assert.That((signed.StatusCode, forged.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        await Eventually.EventuallyAsync(
            async () =>
            {
                await using var scope = app.Enter(agent.Tenant.Id, out var db);
                return string.Join(' ', (await db.RejectionCounts.ToListAsync())
                    .OrderBy(row => row.Reason)
                    .Select(row => $"{row.Reason} {row.Count}"));
            },
            counts => counts == $"{RejectionReason.NoSignature} 1 {RejectionReason.WrongSignature} 1",
            "both are counted");
    }

    [Test]
    public async Task A_conference_of_another_name_is_not_believed_to_be_the_calls()
    {
        await call.AskAsync(call.Answer());
        using var forged = await EventAsync(Room.NameOf(CallId.New()));
        using var own = await EventAsync(Room.NameOf(new CallId(call.Id)));
        Assert.That((forged.StatusCode, own.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));

        await call.TakenAsync();
        await using var scope = app.Enter(agent.Tenant.Id, out var db);
        var reports = (await db.Calls.SingleAsync(one => one.Id == new CallId(call.Id))).RoomReports;
        Assert.That(reports.Select(report => (report.Event, report.CallSid)), Is.EqualTo([(RoomEvent.ParticipantJoin, call.AgentSid)]));
        Assert.That(
            (await db.InboundWebhooks.SingleAsync(one => one.State == WebhookState.Pending)).Reason?.Kind,
            Is.EqualTo(UnappliedKind.OfAnotherCall));
    }

    private Task<HttpResponseMessage> EventAsync(string room) => app.TwilioReports(
        agent.Tenant,
        call.EarlierUrlOf("room-events"),
        ("AccountSid", agent.Tenant.AccountSid),
        ("ConferenceSid", $"CF{Guid.NewGuid():N}"),
        ("FriendlyName", room),
        ("SequenceNumber", "1"),
        ("Timestamp", TwilioCall.Rfc2822(TwilioCall.BeganAt)),
        ("StatusCallbackEvent", "participant-join"),
        ("CallSid", call.AgentSid),
        ("Muted", "false"),
        ("Hold", "false"),
        ("Coaching", "false"),
        ("EndConferenceOnExit", "true"));

    private async Task RingTheContactAsync()
    {
        var contact = call.UrlOf("contact-status");
        var sid = $"CA{contact.Split('/')[^2].Replace("-", "", StringComparison.Ordinal)}";
        await Eventually.EventuallyAsync(
            () => twilio.CreatesOf("+5511987650001").Any(create => TwilioStandIn.SidFor(create) == sid),
            "the contact is called");
        using var answer = await app.TwilioReports(
            agent.Tenant,
            contact,
            ("AccountSid", agent.Tenant.AccountSid),
            ("CallSid", sid),
            ("CallStatus", "ringing"),
            ("SequenceNumber", "1"),
            ("Timestamp", TwilioCall.Rfc2822(TwilioCall.BeganAt.AddSeconds(5))));
        Assert.That((int)answer.StatusCode, Is.EqualTo(204));
        await call.TakenAsync();
    }

    private async Task<Guid> EnqueueKeysAsync(string digits)
    {
        await using var scope = app.Enter(agent.Tenant.Id, out var db);
        var request = CarrierRequest.Enqueue(
            agent.Tenant.Id,
            new CallId(call.Id),
            SendDigits.Name,
            SendDigits.PayloadOf(LegId.New(), digits),
            DateTimeOffset.UtcNow,
            TimeSpan.FromDays(1));
        db.Add(request);
        await db.SaveChangesAsync();
        return request.Id;
    }

    private static async Task<XElement> OpenAsync(string url)
    {
        using var client = app.CreateClient();
        using var answer = await client.PostAsync(url.Split('#')[0], new FormUrlEncodedContent([]));
        Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "text/xml")));
        return XElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
