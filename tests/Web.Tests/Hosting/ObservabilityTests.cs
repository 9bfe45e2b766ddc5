using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Common;
using CrmVoice.Sandbox;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>What those see who watch the application from outside, and what they do not.</summary>
internal sealed partial class ObservabilityTests
{
    private const string Token = "metrics-token-of-this-test";

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [Test]
    public async Task Metrics_are_open_in_development_and_name_nobody()
    {
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        var agent = await app.HireAsync();
        var call = await TwilioCall.PlaceAsync(app, twilio, agent);
        using var client = app.CreateClient();
        await client.PostAsync(call.UrlOf("answer"), new FormUrlEncodedContent([]));
        await agent.HangUpAsync(call.Id);
        await call.SayAsync(call.Agent("no-answer", 5));
        await agent.EndedAsync(call.Id);

        var text = await Eventually.EventuallyAsync(
            () => ScrapeAsync(client),
            text => text.Contains("crmvoice_calls_ended", StringComparison.Ordinal),
            "metrics are scraped");

        string[] expected =
        [
            "crmvoice_twilio_request_duration_seconds_bucket{",
            "operation=\"POST Calls\"",
            "crmvoice_webhooks_refused_total{",
            "reason=\"no-signature\"",
            "crmvoice_outbox_depth",
            "crmvoice_outbox_oldest_due_age_seconds",
            "result=\"canceled\"",
            "http_server_request_duration_seconds",
            "dotnet_gc",
        ];
        Assert.That(expected.Where(part => !text.Contains(part, StringComparison.Ordinal)), Is.Empty, text);
        string[] personal = [agent.Phone, "5511987650001", agent.Tenant.AccountSid, call.AgentSid, $"{call.Id}", "Aurora"];
        Assert.That(personal.Where(part => text.Contains(part, StringComparison.Ordinal)), Is.Empty);
    }

    // With a hold, and with somebody who asks for its music and has not signed.
    private static async Task TalkInARoomAsync(CrmVoiceApp app, HttpClient anybody)
    {
        var agent = await app.HireAsync();
        await using (app.Enter(agent.Tenant.Id, out var db))
        {
            (await db.Organizations.SingleAsync()).ChangeCallSettings(new CallSettings { Topology = Topology.Room });
            await db.SaveChangesAsync();
        }

        var call = await agent.PlaceAsync("+5511987650010");
        await agent.ReachedAsync(call.Id, "connected");
        using var held = await agent.Api.PutAsync($"api/v1/calls/{call.Id}/hold", content: null);
        held.EnsureSuccessStatusCode();
        using var music = await anybody.GetAsync($"twilio/calls/{call.Id}/legs/{Guid.NewGuid()}/hold");
        music.EnsureSuccessStatusCode();
        await agent.HangUpAsync(call.Id);
        await agent.EndedAsync(call.Id);
    }

    [Test]
    public async Task All_that_the_guide_for_operators_names_is_measured_once_there_are_calls()
    {
        await using var sandbox = SandboxApplication.Build(
            "--urls",
            "http://127.0.0.1:0",
            "--Sandbox:TimeScale=0.05",
            "--Logging:LogLevel:Default=None");
        await sandbox.StartAsync();
        await using var app = await CrmVoiceApp.StartAsync(sandbox.Urls.Single());
        // Of this one the sandbox says first that it was asked too often.
        var agent = await app.HireAsync(ending: "9010");
        var id = (await agent.PlaceAsync("+5511987650001")).Id;
        await agent.ReachedAsync(id, call => call.State == "ended" && call.Recordings is [{ Status: "completed" }], "all is told");
        using var client = app.CreateClient();
        await client.PostAsync($"twilio/calls/{id}/CONTACT-STATUS", new FormUrlEncodedContent([]));

        await TalkInARoomAsync(app, client);

        var named = MetricName().Matches(string.Concat(await GuideAsync())).Select(match => match.Value).Distinct().ToArray();
        Assert.That(named, Has.Length.GreaterThan(10));
        var text = await Eventually.EventuallyAsync(
            () => ScrapeAsync(client),
            text => named.All(name => SamplesOf(text, name).Any()),
            "all of them are measured");

        using (Assert.EnterMultipleScope())
        {
            foreach (var webhook in new[] { "status", "recording" })
            {
                Assert.That(SamplesOf(text, "crmvoice.webhooks.stored", $"webhook=\"{webhook}\""), Is.Not.Empty);
                Assert.That(SamplesOf(text, "crmvoice.webhooks.taken", $"webhook=\"{webhook}\"", "outcome=\"applied\""), Is.Not.Empty);
            }

            foreach (var webhook in new[] { "answer", "dial-result" })
            {
                Assert.That(SamplesOf(text, "crmvoice.webhooks.answered", $"webhook=\"{webhook}\"", "outcome=\"answered\""), Is.Not.Empty);
            }

            Assert.That(SamplesOf(text, "crmvoice.webhooks.answered", "outcome=\"apologized\""), Is.Empty);
            Assert.That(
                SamplesOf(text, "crmvoice.webhooks.refused", "webhook=\"contact-status\"", "reason=\"no-signature\""),
                Is.Not.Empty,
                "however the path is spelt");
            Assert.That(SamplesOf(text, "crmvoice.twilio.request.errors", "operation=\"POST Calls\"", "code=\"20429\""), Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_token_keeps_others_out()
    {
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url, ("Metrics:Token", Token));
        app.Log.KeepsQuietAbout(Token);
        using var nobody = app.CreateClient();
        using var stranger = app.CreateClient("another-token");
        using var friend = app.CreateClient(Token);

        var statuses = new[]
        {
            await nobody.GetAsync("metrics"),
            await stranger.GetAsync("metrics"),
            await friend.GetAsync("metrics"),
        }.Select(response => (int)response.StatusCode);

        Assert.That(statuses, Is.EqualTo(new[] { 401, 401, 200 }));
        app.AssertNoErrorsLogged();
    }

    [Test]
    public async Task Outside_of_development_there_are_none_without_a_token()
    {
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url, ("environment", "Staging"), ("Demo:Enabled", "false"));
        using var client = app.CreateClient(Token);

        var response = await client.GetAsync("metrics");

        Assert.That(((int)response.StatusCode, response.Headers.Location), Is.EqualTo((404, (Uri?)null)));
    }

    [Test]
    public async Task Spans_of_requests_tell_nothing_that_people_or_twilio_said()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CrmVoice" or "Microsoft.AspNetCore",
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await CrmVoiceApp.StartAsync(
            twilio.Url,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", twilio.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        var agent = await app.HireAsync();
        var call = await TwilioCall.PlaceAsync(app, twilio, agent);
        using var client = app.CreateClient();
        await client.GetAsync($"{call.UrlOf("agent-status")}?From=5511987650001&Secret-Name=1");

        await call.SayAsync(call.Agent("ringing", 2));

        string[] ours = ["outbox create", "Twilio POST Calls", "inbox store", "inbox apply"];
        await Eventually.EventuallyAsync(
            () => ours.All(name => spans.Any(span => span.DisplayName == name)) && spans.Any(span => IsOf(span, call)),
            "spans are made");

        Assert.That(
            spans.Where(span => IsOf(span, call)).Select(span => span.GetTagItem("http.request.method")),
            Does.Contain("GET"),
            "by OpenTelemetry's conventions");
        string[] personal = [agent.Phone.TrimStart('+'), "5511987650001", "Secret-Name", agent.Tenant.AuthToken];
        Assert.That(
            from span in spans
            from text in span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)
            where personal.Any(part => text.Contains(part, StringComparison.Ordinal))
            select text,
            Is.Empty);
    }

    /// <summary>The lines of the table of metrics.</summary>
    private static async Task<IEnumerable<string>> GuideAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "running.md"))).Where(line =>
            line.StartsWith("| `crmvoice.", StringComparison.Ordinal));

    /// <summary>What Prometheus reads of a metric, by its name in the guide and some of its labels.</summary>
    private static IEnumerable<string> SamplesOf(string scrape, string metric, params string[] labels) =>
        scrape
            .Split('\n')
            .Where(line =>
                Regex.IsMatch(line, $"^{metric.Replace('.', '_')}(_seconds)?(_total|_count)?[{{ ]")
                && labels.All(label => line.Contains(label, StringComparison.Ordinal)));

    private static bool IsOf(Activity span, TwilioCall call) =>
        span.TagObjects.Any(tag => $"{tag.Value}".Contains($"{call.Id}", StringComparison.Ordinal));

    private static async Task<string> ScrapeAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("text/plain"));
        var response = await client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex(@"crmvoice\.[a-z_.]+")]
    private static partial Regex MetricName();
}
