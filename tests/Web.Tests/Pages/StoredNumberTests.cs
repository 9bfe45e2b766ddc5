using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Numbers that earlier rules let in: shown as such to whoever can mend them, and never called.</summary>
internal sealed class StoredNumberTests : WithStandIn
{
    [Test]
    public async Task A_contacts_number_that_cannot_be_called_is_shown_as_such_and_mended_with_one_press()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var _ = browser;
        var contact = Contact.Add(
            ContactId.New(),
            tenant.Id,
            "Dora",
            null,
            null,
            PhoneNumber.Parse("+551181234567"),
            DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, contact);
        var (show, edit) = ($"/contacts/{contact.Id.Value}", $"/contacts/{contact.Id.Value}/edit");

        var stored = await browser.OpenAsync(show);
        Assert.That(stored.Text, Does.Contain("Falta o nono dígito").And.Contain("Corrija o número para ligar"));
        Assert.That(stored.All("button[aria-disabled=true]"), Is.Not.Empty);
        Assert.That((await browser.OpenAsync(edit)).Text, Does.Contain("Falta o nono dígito").And.Contain("Usar (11) 98123-4567"));
        Assert.That(
            (await browser.SubmitAsync(show, ("Company", "Nova Ltda."))).Text,
            Does.Contain("Nova Ltda.").And.Contain("Falta o nono dígito"));
        await browser.OpenAsync(edit);
        var mended = await browser.PressAsync(show, "Phone", "(11) 98123-4567");

        Assert.That(mended.Text, Does.Contain("(11) 98123-4567").And.Not.Contain("Falta o nono dígito"));
        Assert.That(mended.All("[aria-disabled=true]"), Is.Empty);
        Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
    }

    [TestCase("+55987654321", "Falta o código de área")]
    [TestCase("+551131230000", "É um dos números da sua organização.")]
    public async Task An_own_phone_that_cannot_be_called_is_shown_as_such(string phone, string reason)
    {
        var tenant = await App.CreateOrganizationAsync();
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        var (_, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        using var __ = admin;
        await ChangeAsync(
            tenant.Id,
            db => db.Set<Membership>().SingleAsync(member => member.Id == new MembershipId(agent.Id)),
            member => member.ChangePhone(PhoneNumber.Parse(phone)));

        Assert.That((await browser.OpenAsync("/settings/my-phone")).Text, Does.Contain(reason));
        Assert.That((await admin.OpenAsync("/settings/phones")).Text, Does.Contain(reason));
        Assert.That((await browser.OpenAsync("/contacts")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_phone_may_not_be_one_of_the_organizations_numbers_and_may_stay_what_it_is()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/settings/my-phone");

        var page = await browser.SubmitAsync("/settings/my-phone", ("Phone", "(11) 4000-0001"));

        Assert.That(
            (page.Status, page.Text.Contains("Este é o número da sua organização.", StringComparison.Ordinal)),
            Is.EqualTo((422, true)));
    }

    [Test]
    public async Task A_suggestion_for_one_of_the_organizations_numbers_leaves_the_others()
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, admin) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = admin;
        await admin.OpenAsync("/settings/twilio-account");

        var page = await admin.SubmitAsync("/settings/twilio-account", ("Numbers", "(11) 3123-0000\n11 8123-4567\n(21) 3123-0001"));

        Assert.That(page.Text, Does.Contain("Usar (11) 98123-4567"));
        Assert.That(
            page.All("button[name=Numbers]").Select(button => button.GetAttribute("value")),
            Is.EqualTo(new[] { "(11) 3123-0000\n(11) 98123-4567\n(21) 3123-0001" }));
        await admin.PressAsync("/settings/twilio-account", "Numbers", "(11) 3123-0000\n(11) 98123-4567\n(21) 3123-0001");
        await ChangeAsync(tenant.Id, db => db.Set<Organization>().SingleAsync(), organization =>
            Assert.That(
                organization.TwilioAccount!.Numbers.Select(number => number.Value),
                Is.EqualTo(new[] { "+551131230000", "+5511981234567", "+552131230001" })));
    }

    private static async Task ChangeAsync<TRow>(OrganizationId organization, Func<CrmVoiceDbContext, Task<TRow>> find, Action<TRow> change)
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        change(await find(db));
        await db.SaveChangesAsync();
    }
}
