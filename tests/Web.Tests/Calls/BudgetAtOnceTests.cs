using System.Net;
using System.Net.Http.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>Many agents who call at the same moment, over HTTP on one database: a day's budget is given away once.</summary>
internal sealed class BudgetAtOnceTests : WithStandIn
{
    private const int Times = 8;
    private const int Agents = 8;

    [Test]
    public async Task Agents_who_call_at_once_are_granted_exactly_the_money_that_there_is()
    {
        for (var time = 0; time < Times; time++)
        {
            // A minute costs 10 cents: one call gets ten minutes, which is half of it, and two get the last five each.
            var tenant = await WithBudgetAsync(2m);
            var agents = await Task.WhenAll(Enumerable.Range(0, Agents).Select(_ => App.HireAsync(tenant)));

            var answers = await Task.WhenAll(agents.Select(agent => Task.Run(() => PlaceAsync(agent))));

            Assert.That(answers.Count(answer => answer is HttpStatusCode.Created), Is.EqualTo(3), $"time {time}");
            Assert.That(answers.Count(answer => answer is HttpStatusCode.Conflict), Is.EqualTo(Agents - 3), $"time {time}");
            await using var scope = App.Enter(tenant.Id, out var db);
            Assert.That(await db.Calls.SumAsync(call => call.CostMicros), Is.EqualTo(2_000_000), $"time {time}");
        }
    }

    [Test]
    public async Task An_organization_without_a_budget_keeps_no_ledger()
    {
        var tenant = await App.CreateOrganizationAsync();
        var agent = await App.HireAsync(tenant);

        Assert.That(await PlaceAsync(agent), Is.EqualTo(HttpStatusCode.Created));

        await using var scope = App.Enter(tenant.Id, out var db);
        Assert.That(await db.Set<BudgetLedger>().CountAsync(), Is.Zero);
    }

    private static async Task<HttpStatusCode> PlaceAsync(Agent agent)
    {
        using var response = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001" });
        return response.StatusCode;
    }

    private static async Task<Tenant> WithBudgetAsync(decimal budget)
    {
        var tenant = await App.CreateOrganizationAsync();
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits { DailyBudget = budget });
        await using var scope = App.Enter(tenant.Id, out var db);
        var account = (await db.Set<Organization>().AsNoTracking().SingleAsync()).TwilioAccount!;
        var prices = PriceList.Of(tenant.Id, "BR");
        prices.Replace(account.AccountSid, "usd", [new PrefixPrice("55", From: null, 0.05m)], DateTimeOffset.UtcNow);
        db.Add(prices);
        await db.SaveChangesAsync();
        return tenant;
    }
}
