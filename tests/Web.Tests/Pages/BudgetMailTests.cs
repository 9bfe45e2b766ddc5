using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What admins are told by mail of the money of a day.</summary>
[NonParallelizable]
internal sealed class BudgetMailTests : WithMail
{
    private const string Zone = "America/Sao_Paulo";

    private static readonly TimeSpan look = TimeSpan.FromMinutes(1);

    [Test]
    public async Task All_admins_are_told_at_eighty_percent_and_at_the_stop_once_a_day_each_in_their_language()
    {
        KeepOffMidnight();
        var (tenant, english, browser) = await AdminAsync();
        var (brazilian, brazilians) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        var (agent, agents) = await App.HireWithBrowserAsync(tenant);
        using var _ = browser;
        using var __ = brazilians;
        using var ___ = agents;
        await PreferAsync(tenant, brazilian, "pt-BR");
        await BudgetAsync(tenant, 1m);

        await SpendAsync(tenant, agent, 830_000);
        var (most, muito) = (await MailToAsync(english.Email, 1, look), await MailToAsync(brazilian.Email, 1, look));
        await SpendAsync(tenant, agent, 170_000);
        var (stopped, acabou) = (await MailToAsync(english.Email, 2, look), await MailToAsync(brazilian.Email, 2, look));

        Assert.That(
            (most.Subject, stopped.Subject),
            Is.EqualTo(("Nova: 83% of today's budget for calls is spent", "Nova: today's budget for calls is spent")));
        Assert.That(
            (muito.Subject, acabou.Subject),
            Is.EqualTo((
                "Nova: 83% do orçamento de hoje para chamadas já foi gasto", "Nova: o orçamento de hoje para chamadas acabou")));
        Assert.That(LinkIn(stopped), Is.EqualTo("/settings/calling-limits#budget-stop"));
        Assert.That((await browser.OpenAsync("/settings/calling-limits")).All("#budget-stop form"), Has.Count.EqualTo(1));

        // The next day they are told anew: what came in between would have come before it.
        Clock.Advance(TimeSpan.FromDays(1));
        await SpendAsync(tenant, agent, 900_000);
        await MailToAsync(english.Email, 3, look);
        await MailToAsync(brazilian.Email, 3, look);
        Assert.That((Mail.To(english.Email).Count, Mail.To(brazilian.Email).Count, Mail.To(agent.Email).Count), Is.EqualTo((3, 3, 0)));
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits());
    }

    private static void KeepOffMidnight()
    {
        var left = LocalDays.Around(Clock.GetUtcNow(), Zone).End - Clock.GetUtcNow();
        Clock.Advance(left < TimeSpan.FromHours(2) ? left : TimeSpan.Zero);
    }

    private static async Task PreferAsync(Tenant tenant, Agent who, string language)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        await db.Set<Membership>().Where(member => member.Id == new MembershipId(who.Id))
            .ExecuteUpdateAsync(member => member.SetProperty(one => one.Language, language));
    }

    private static async Task BudgetAsync(Tenant tenant, decimal budget)
    {
        await App.ChangeCallingLimitsAsync(tenant, new CallingLimits { DailyBudget = budget });
        await using var scope = App.Enter(tenant.Id, out var db);
        var prices = PriceList.Of(tenant.Id, "BR");
        // So new that nobody asks Twilio again on the days of the test.
        var readAt = Clock.GetUtcNow() + TimeSpan.FromDays(3);
        prices.Replace(tenant.AccountSid, "usd", [new PrefixPrice("55", From: null, 0.005m)], readAt);
        db.Add(prices);
        await db.SaveChangesAsync();
    }

    /// <summary>Has one more call come to an end that has cost so much.</summary>
    private static async Task SpendAsync(Tenant tenant, Agent agent, long micros)
    {
        var call = Call.Place(
            tenant.Id,
            new MembershipId(agent.Id),
            PhoneNumber.Parse(agent.Phone),
            PhoneNumber.Parse(tenant.Number),
            PhoneNumber.Parse("+5511987650001"),
            contactId: null,
            opportunityId: null,
            new CallSettings(),
            "en",
            Clock.GetUtcNow(),
            new CallRates(0.005m, 0.005m, "USD"));
        call.WithdrawCreate(Clock.GetUtcNow());
        await using var scope = App.Enter(tenant.Id, out var db);
        db.Add(call);
        await db.SaveChangesAsync();
        await db.Calls.Where(one => one.Id == call.Id).ExecuteUpdateAsync(one => one.SetProperty(it => it.CostMicros, micros));
    }
}
