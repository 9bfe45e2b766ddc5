using System.Diagnostics;
using System.Diagnostics.Metrics;
using CrmVoice.Domain.Common;
using CrmVoice.Tests;

namespace CrmVoice.Infrastructure.Tests.Twilio;

[NonParallelizable]
public class TwilioMetricsTests
{
    private const string Sid = "CA00000000000000000000000000000001";

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
    public async Task Requests_are_measured_by_kind_and_errors_by_code()
    {
        using var measured = new Measured(world.Get<IMeterFactory>());
        twilio.AnswersError(404, 20404, "not found").Answers(200, """{"calls": [], "next_page_uri": null}""");

        await world.Telephony.LookUpAsync(Sid, default);
        await world.Telephony.FindAsync(
            PhoneNumber.Parse("+5511987650001"),
            PhoneNumber.Parse("+551131230000"),
            world.Clock.GetUtcNow(),
            default);

        Assert.That(
            measured.Of("crmvoice.twilio.request.duration").Select(one => one.Tags),
            Is.EqualTo(new[] { "operation=GET Calls/{sid}", "operation=GET Calls" }));
        Assert.That(measured.Of("crmvoice.twilio.request.errors"), Is.EqualTo(new[] { (1d, "operation=GET Calls/{sid} code=20404") }));
    }

    [Test]
    public async Task Spans_tell_neither_numbers_nor_whose_it_was()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        twilio.Answers(200, """{"calls": [], "next_page_uri": null}""");

        await world.Telephony.FindAsync(
            PhoneNumber.Parse("+5511987650001"),
            PhoneNumber.Parse("+551131230000"),
            world.Clock.GetUtcNow(),
            default);

        var span = spans.Single(span => span.DisplayName == "Twilio GET Calls");
        Assert.That((span.Kind, span.TagObjects), Is.EqualTo((ActivityKind.Client, Array.Empty<KeyValuePair<string, object?>>())));
    }
}
