using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>What those see who watch the application from outside, and what they do not.</summary>
internal sealed class ObservabilityTests
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

        var text = await Eventually.EventuallyAsync(() => ScrapeAsync(client), text => text.Contains("crmvoice_calls_ended", StringComparison.Ordinal), "metrics are scraped");

        string[] expected =
        [
            "crmvoice_twilio_request_duration_seconds_bucket{", "operation=\"POST Calls\"", "crmvoice_webhooks_refused_total{", "reason=\"no-signature\"", "crmvoice_outbox_depth",
            "crmvoice_outbox_oldest_due_age_seconds", "result=\"canceled\"", "http_server_request_duration_seconds", "dotnet_gc",
        ];
        Assert.That(expected.Where(part => !text.Contains(part, StringComparison.Ordinal)), Is.Empty, text);
        string[] personal = [agent.Phone, "5511987650001", agent.Tenant.AccountSid, call.AgentSid, $"{call.Id}", "Aurora"];
        Assert.That(personal.Where(part => text.Contains(part, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_token_keeps_others_out()
    {
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url, ("Metrics:Token", Token));
        app.Log.KeepsQuietAbout(Token);
        using var nobody = app.CreateClient();
        using var stranger = app.CreateClient("another-token");
        using var friend = app.CreateClient(Token);

        var statuses = new[] { await nobody.GetAsync("metrics"), await stranger.GetAsync("metrics"), await friend.GetAsync("metrics") }.Select(response => (int)response.StatusCode);

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
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name is "CrmVoice" or "Microsoft.AspNetCore", ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url, ("OTEL_EXPORTER_OTLP_ENDPOINT", twilio.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        var agent = await app.HireAsync();
        var call = await TwilioCall.PlaceAsync(app, twilio, agent);
        using var client = app.CreateClient();
        await client.GetAsync($"{call.UrlOf("agent-status")}?From=5511987650001&Secret-Name=1");

        await Eventually.EventuallyAsync(() => spans.Any(span => span.DisplayName == "outbox Create") && spans.Any(span => IsOf(span, call)), "spans are made");

        Assert.That(spans.Where(span => IsOf(span, call)).Select(span => span.GetTagItem("http.request.method")), Does.Contain("GET"), "by OpenTelemetry's conventions");
        string[] personal = [agent.Phone.TrimStart('+'), "5511987650001", "Secret-Name", agent.Tenant.AuthToken];
        Assert.That(
            from span in spans
            from text in span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)
            where personal.Any(part => text.Contains(part, StringComparison.Ordinal))
            select text,
            Is.Empty);
    }

    private static bool IsOf(Activity span, TwilioCall call) => span.TagObjects.Any(tag => $"{tag.Value}".Contains($"{call.Id}", StringComparison.Ordinal));

    private static async Task<string> ScrapeAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("text/plain"));
        var response = await client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return await response.Content.ReadAsStringAsync();
    }
}
