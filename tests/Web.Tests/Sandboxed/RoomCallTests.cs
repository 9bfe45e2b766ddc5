using System.Text.Json;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>Whole calls in rooms over the REST API, with the sandbox for Twilio: real HTTP both ways.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class RoomCallTests
{
    private static QuickSandbox sandbox = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        // Whoever joins first is the agent to the sandbox: the agent hears a sentence first, and the contact is not to answer before.
        sandbox = await QuickSandbox.StartAsync(ringSeconds: 6, settings: ("Calls:Topology", "Room"));
        app = sandbox.App;
    }

    [OneTimeTearDown]
    public static async Task StopAsync() => await sandbox.DisposeAsync();

    [Test]
    public async Task Both_are_asked_for_meet_in_a_room_and_the_contact_who_hangs_up_ends_it_for_both()
    {
        var agent = await app.HireAsync();

        var call = await agent.EndedAsync((await agent.PlaceAsync("+5511987650001")).Id);

        var raw = await agent.RawAsync($"api/v1/calls/{call.Id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.Result, raw.GetProperty("topology").GetString()), Is.EqualTo(("answered", "room")));
            Assert.That(
                call.Legs.Select(leg => (leg.Role, leg.Status, leg.ParentCallSid)),
                Is.EqualTo(new[] { ("agent", "completed", (string?)null), ("contact", "completed", null) }));
            Assert.That(call.ConnectedAt, Is.GreaterThanOrEqualTo(call.ContactLeg.AnsweredAt!.Value));
            Assert.That(call.TalkSeconds, Is.LessThanOrEqualTo(call.ContactLeg.DurationSeconds!.Value));
            Assert.That(raw.GetProperty("talks").GetArrayLength(), Is.EqualTo(1));
            Assert.That(raw.GetProperty("endedBy").GetProperty("role").GetString(), Is.EqualTo("contact"));
        }

        await agent.TimelineReachesAsync(call.Id, "participant-join");
        await agent.TimelineReachesAsync(call.Id, "conference-end");
    }

    [TestCase("+5511987650002", "contact-busy")]
    [TestCase("+5511987650003", "contact-no-answer")]
    [TestCase("+5511987650004", "contact-failed")]
    public async Task An_agent_whose_contact_does_not_come_hears_why_and_is_not_left_alone(string to, string result)
    {
        var agent = await app.HireAsync();

        var call = await agent.EndedAsync((await agent.PlaceAsync(to)).Id);

        Assert.That((call.Result, call.AgentLeg.Status), Is.EqualTo((result, "completed")));
        await agent.TimelineReachesAsync(call.Id, "closing-done");
        Assert.That(await SaidAsync(call.AgentLeg.CallSid), Is.Not.Empty, "the agent was told why");
    }

    [Test]
    public async Task An_agent_who_hangs_up_takes_the_contact_along()
    {
        var agent = await app.HireAsync();
        var id = (await agent.PlaceAsync("+5511987650010")).Id;
        await agent.ReachedAsync(id, "connected");

        await agent.HangUpAsync(id);

        var call = await agent.EndedAsync(id);
        Assert.That((call.Result, call.ContactLeg.Status), Is.EqualTo(("answered", "completed")));
    }

    private static async Task<string> SaidAsync(string callSid)
    {
        using var http = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        var calls = JsonDocument.Parse(await http.GetStringAsync("/sandbox/calls")).RootElement;
        var of = calls.EnumerateArray().First(call => call.GetProperty("sid").GetString() == callSid);
        return string.Join(' ', of.GetProperty("said").EnumerateArray().Select(said => said.ToString()));
    }
}
