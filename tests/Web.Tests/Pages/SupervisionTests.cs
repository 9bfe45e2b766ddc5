using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The board of live calls.</summary>
internal sealed class SupervisionTests : WithStandIn
{
    [Test]
    public async Task Supervisors_see_who_talks_who_waits_and_first_of_all_who_asks_for_help()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        using var _ = browser;
        Assert.That((await browser.OpenAsync("/supervision")).Text, Does.Contain("No calls right now."));
        var (talking, held, helpless) = (await App.HireAsync(tenant), await App.HireAsync(tenant), await App.HireAsync(tenant));
        await RoomCall.ConnectAsync(App, helpless).ContinueWith(async call =>
            await (await call).DoAsync((asked, at) => asked.RequestHelp(isNeeded: true, at))).Unwrap();
        await RoomCall.ConnectAsync(App, talking);
        var onHold = await RoomCall.ConnectAsync(App, held);
        await onHold.DoAsync((call, at) => call.SetHold(legId: null, isOnHold: true, at));
        await onHold.DoneAsync(21);

        var board = await browser.OpenAsync("/supervision");
        var onlyHeld = await browser.OpenAsync("/supervision?show=held");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(board.Lines(".board-row:not([hidden]) .board-who .muted")[0], Is.EqualTo(helpless.Name));
            Assert.That(
                board.Lines(".board-row:not([hidden]) .board-who .muted"),
                Is.EquivalentTo(new[] { talking.Name, held.Name, helpless.Name }));
            Assert.That(board.Lines(".board-row.is-held .board-words"), Is.EqualTo(new[] { "On hold" }));
            Assert.That(board.Lines(".board-row.is-talking .btn"), Is.EqualTo(new[] { "Listen", "Whisper", "Join" }));
            Assert.That(board.All("[data-board-empty][hidden]"), Is.Not.Empty);
            Assert.That(onlyHeld.Lines(".board-row:not([hidden]) .board-who .muted"), Is.EqualTo(new[] { held.Name }));
        }
    }

    [Test]
    public async Task A_row_is_read_alone_and_is_gone_once_its_call_is_over()
    {
        var (agent, supervisors) = (await App.HireAsync(), await App.HireWithBrowserAsync(role: Role.Supervisor));
        using var browser = supervisors.Browser;
        var call = await RoomCall.ConnectAsync(App, agent);

        var row = await browser.OpenAsync($"/calls/{call.Id}/supervision-row");
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Agent), 40);
        await call.LeavesAsync(placed => placed.LegOf(LegRole.Contact), 40);
        var over = await browser.OpenAsync($"/calls/{call.Id}/supervision-row");

        Assert.That(row.All(".board-row"), Has.Count.EqualTo(1));
        Assert.That((over.Status, over.Html), Is.EqualTo((200, "")));
    }

    [TestCase("listen", "You hear {0} and the contact; nobody hears you.")]
    [TestCase("whisper", "You hear both; only {0} hears you.")]
    [TestCase("barge", "You talk with {0} and the contact.")]
    public async Task What_will_happen_is_said_before_a_phone_rings(string mode, string explained)
    {
        var (agent, supervisors) = (await App.HireAsync(), await App.HireWithBrowserAsync(role: Role.Supervisor));
        using var browser = supervisors.Browser;
        var call = await RoomCall.ConnectAsync(App, agent);
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", "en"));

        var page = await browser.OpenAsync($"/calls/{call.Id}/supervision?mode={mode}");

        Assert.That(page.Text, Does.Contain(string.Format(null, explained, agent.Name)).And.Contain("Your phone will ring"));
    }

    [Test]
    public async Task Agents_have_no_board_and_no_way_to_it()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;

        Assert.That((await browser.OpenAsync("/contacts")).All("a[href='/supervision']"), Is.Empty);
        Assert.That((await browser.OpenAsync("/supervision")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Two_hundred_live_calls_are_one_page_and_each_row_follows_its_own_call()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        using var _ = browser;
        await App.StoreAsync(
            tenant.Id,
            [
                .. Enumerable.Range(0, 200).Select(number => Call.Place(
                    tenant.Id,
                    MembershipId.New(),
                    PhoneNumber.Parse("+5511999990001"),
                    PhoneNumber.Parse(tenant.Number),
                    PhoneNumber.Parse($"+55119876{number:00000}"),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings(),
                    "en",
                    DateTimeOffset.UtcNow,
                    topology: Topology.Room)),
            ]);

        var board = await browser.OpenAsync("/supervision");

        Assert.That(board.All("li.board-row[hx-trigger][data-call-row]"), Has.Count.EqualTo(200));
    }
}
