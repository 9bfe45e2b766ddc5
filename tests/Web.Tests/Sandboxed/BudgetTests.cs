using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>What admins set and see of the money that calls may cost a day, with Twilio's prices.</summary>
internal sealed class BudgetTests
{
    private const string Path = "/settings/calling-limits";

    private QuickSandbox sandbox = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        (_, browser) = await sandbox.App.HireWithBrowserAsync(role: Role.Admin);
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task A_budget_is_saved_once_Twilio_has_said_what_calls_cost_and_the_next_call_has_its_share_of_it()
    {
        await browser.OpenAsync(Path);
        var saved = await browser.SubmitAsync(Path, ("DailyBudget", "2,80"));

        Assert.That(saved.Text, Does.Contain("Limites de chamadas salvos"));
        Assert.That(saved.FieldsOf(Path)["DailyBudget"], Is.EqualTo("2,8"));
        Assert.That(saved.Lines(".limit-use")[^1], Is.EqualTo("0,00 USD de 2,80 USD gastos hoje"));
        Assert.That(saved.All("[data-budget-alarm]"), Is.Empty);
        var agent = await sandbox.App.HireAsync();
        var live = await agent.PlaceAsync("+5511987650010");
        var call = await NewestAsync();
        Assert.That(call.Settings.LongestCallSeconds, Is.EqualTo(50 * 60), "2.80 in halves, at 0.028 a minute");
        Assert.That((await browser.OpenAsync(Path)).Lines(".limit-use")[^1], Does.EndWith("até 1,40 USD a mais das chamadas em andamento"));
        await agent.HangUpAsync(live.Id);
        await agent.EndedAsync(live.Id);
    }

    [Test]
    public async Task Admins_see_on_every_page_that_the_budget_is_spent_agents_cannot_call_and_an_admin_lifts_the_stop()
    {
        await browser.OpenAsync(Path);
        await browser.SubmitAsync(Path, ("DailyBudget", "0.03"));
        var agent = await sandbox.App.HireAsync();
        await agent.EndedAsync((await agent.PlaceAsync("+5511987650006")).Id);
        await using (sandbox.App.Enter(CrmVoiceApp.Aurora.Id, out var db))
        {
            await db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.CostMicros, 30_000));
        }

        var contacts = await browser.OpenAsync("/contacts");
        using var refused = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        using var asAgent = (await sandbox.App.HireWithBrowserAsync()).Browser;
        var theirs = await asAgent.OpenAsync("/contacts");

        Assert.That(contacts.Lines("[data-budget-alarm]").Single(), Does.StartWith("O orçamento de hoje para chamadas acabou."));
        Assert.That(((int)refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((409, "budget-exhausted")));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("budget"));
        Assert.That(problem.TryGetProperty("allowedFrom", out _), Is.True);
        Assert.That(theirs.All("[data-budget-alarm]"), Is.Empty);

        await browser.OpenAsync(Path);
        var lifted = await browser.SubmitAsync(Path + "/budget-stop");

        Assert.That(lifted.Text, Does.Contain("Chamadas permitidas até a meia-noite"));
        Assert.That((await browser.OpenAsync("/contacts")).All("[data-budget-alarm]"), Is.Empty);
        await agent.EndedAsync((await agent.PlaceAsync("+5511987650002")).Id);
    }

    [TestCase("0")]
    [TestCase("-2")]
    [TestCase("1.000,00")]
    [TestCase("0,001")]
    [TestCase("much")]
    public async Task An_amount_that_is_none_is_explained_beside_its_field(string amount)
    {
        await browser.OpenAsync(Path);
        var page = await browser.SubmitAsync(Path, ("DailyBudget", amount));
        Assert.That((page.Status, page.All(".input-validation-error[name=DailyBudget]").Count), Is.EqualTo((422, 1)));
    }

    private async Task<Call> NewestAsync()
    {
        await using var scope = sandbox.App.Enter(CrmVoiceApp.Aurora.Id, out var db);
        return await db.Calls.AsNoTracking().OrderByDescending(call => call.RequestedAt).FirstAsync();
    }
}
