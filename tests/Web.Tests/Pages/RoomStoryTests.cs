using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The page of a call that was held and handed over tells all of it.</summary>
internal sealed class RoomStoryTests : WithStandIn
{
    [TestCase("en", "transferred the call to", "Transferred to", "On hold")]
    [TestCase("pt-BR", "transferiu a chamada para", "Transferida para", "Em espera")]
    public async Task A_taken_transfer_is_told_with_who_talked_how_long(string language, string story, string milestone, string held)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var bruno = await App.HireAsync();
        var call = await RoomCall.ConnectAsync(App, agent);
        await call.DoAsync((placed, at) => placed.StartTransfer(
            placed.LegOf(LegRole.Agent).Id,
            TransferKind.Warm,
            new MembershipId(bruno.Id),
            PhoneNumber.Parse(bruno.Phone),
            new MembershipId(agent.Id),
            at));
        await call.DoneAsync(21);
        await call.DoneAsync(22);
        var live = await PageAsync(browser, language, call.Id);
        await call.JoinsAsync(placed => placed.Legs[^1], 30);
        await call.DoAsync((placed, at) => placed.CompleteTransfer(placed.Transfers[0].Id, at), 40);
        await call.DoneAsync(41);
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Agent), 42);
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Contact), 60);
        await call.LeavesAsync(placed => placed.Legs[^1], 60);

        var page = await PageAsync(browser, language, call.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(live.Lines(".legs-name .tag"), Is.EqualTo(new[] { held }));
            Assert.That(page.Lines("#story")[0], Does.Contain($"{agent.Name} {story} {bruno.Name}"));
            Assert.That(page.Lines("ol.is-told > li > span"), Does.Contain($"{milestone} {bruno.Name}"));
            Assert.That(page.All("ol.is-told > li.is-held"), Has.Count.EqualTo(1), "how long the contact waited");
            Assert.That(page.All(".legs-row"), Has.Count.EqualTo(3), "one line for each leg");
            Assert.That(page.All(".legs-row .leg-holding"), Is.Not.Empty);
            Assert.That(page.Lines("#call-facts"), Has.Some.Contains(agent.Name).And.Some.Contains(bruno.Name));
        }
    }

    [Test]
    public async Task A_recording_names_a_supervisor_who_joined_in_beside_the_agent()
    {
        var agent = await App.HireAsync();
        var (sofia, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var call = await RoomCall.ConnectAsync(App, agent);
        await call.DoAsync((placed, at) => placed.Supervise(
            new MembershipId(sofia.Id), PhoneNumber.Parse(sofia.Phone), SupervisionMode.Barge, at));
        await call.JoinsAsync(placed => placed.Legs[^1], 30);
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Contact), 60);
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Agent), 60);
        await call.LeavesAsync(placed => placed.Legs[^1], 60);
        await call.DoAsync(
            (placed, at) => placed.MergeRecording(
                "RE00000000000000000000000000000001", RecordingStatus.Completed, 40, 2, at, StepKinds.Recording),
            61);

        var page = await PageAsync(browser, "en", call.Id);

        Assert.That(page.Lines(".player .legs-name"), Has.Count.EqualTo(2).And.One.EqualTo($"{agent.Name}, {sofia.Name}"));
    }

    [Test]
    public async Task A_call_on_a_bridge_has_two_lines_and_no_word_of_rooms()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var page = await PageAsync(browser, "en", call.Id);

        Assert.That(page.All(".legs-row"), Has.Count.EqualTo(2));
        Assert.That(page.All(".legs-role, .leg-holding"), Is.Empty);
    }

    private static async Task<Page> PageAsync(Browser browser, string language, Guid call)
    {
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));
        return await browser.OpenAsync($"/calls/{call}");
    }
}
