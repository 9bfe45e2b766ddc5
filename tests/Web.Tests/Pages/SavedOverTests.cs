using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Two who edit the same thing: nothing that was saved is overwritten unseen.</summary>
internal sealed class SavedOverTests : WithStandIn
{
    // Path of the form, its action, two fields, what they hold, and what they are changed to.
    private static readonly TestCaseData[] forms =
    [
        new TestCaseData("/settings/my-phone", "/settings/my-phone", ("Phone", "(11) 91234-5678"), ("Language", "en")),
        new TestCaseData("/settings/calls", "/settings/calls", ("AgentRingSeconds", "31"), ("Texts[1].Busy", "Ocupado agora.")),
        new TestCaseData("/settings/calls", "/settings/calls", ("ContactRingSeconds", "41"), ("DetectMachines", "true")),
        new TestCaseData(
            "/settings/calling-limits",
            "/settings/calling-limits",
            ("Regions[3].IsAllowed", "true"),
            ("Regions[7].IsAllowed", "true")),
        new TestCaseData(
            "/settings/opening-hours",
            "/settings/opening-hours",
            ("Week[0].Hours", "09:00-12:00"),
            ("DaysOff", "2026-12-24 Natal")),
        new TestCaseData(
            "/settings/twilio-account",
            "/settings/twilio-account",
            ("Edge", "sao-paulo"),
            ("Numbers", "(11) 3123-0000\n(11) 3123-0001")),
        new TestCaseData("/settings/twilio-account", "/settings/twilio-account", ("CallsPerSecond", "7"), ("Region", "ie1")),
    ];

    [TestCaseSource(nameof(forms))]
    public async Task What_the_first_saved_stays_where_the_second_changed_something_else(
        string path, string action, (string Name, string Value) first, (string Name, string Value) second)
    {
        var (one, other) = await TwoTabsAsync(path);

        var saved = await one.SubmitAsync(action, first);
        var page = await other.SubmitAsync(action, second);

        Assert.That((page.Status, page.Path), Is.EqualTo((200, path)), page.Text);
        AssertTellsWhichDraftCanGo(saved, action);
        AssertTellsWhichDraftCanGo(page, action);
        Assert.That(
            page.Text,
            Does.Contain("Alterado em outro lugar nesse meio-tempo e mantido:").Or.Contain("Changed elsewhere in the meantime and kept:"));
        AssertHolds(await one.OpenAsync(path), action, first, second);
    }

    [TestCase("/settings/my-phone", "Phone", "(11) 91234-5678", "(11) 91234-9999")]
    [TestCase("/settings/calls", "LongestCallMinutes", "31", "32")]
    [TestCase("/settings/calling-limits", "BlockedPrefixes", "+881\n+882", "+881\n+883")]
    [TestCase("/settings/calls", "Texts[0].Connecting", "Hi {name}", "Hello {name}")]
    [TestCase("/settings/twilio-account", "Numbers", "(11) 3123-0000\n(11) 3123-0001", "(11) 3123-0000\n(11) 3123-0002")]
    public async Task Where_both_changed_the_same_field_the_second_sees_both_and_decides(
        string path,
        string field,
        string first,
        string second)
    {
        var (one, other) = await TwoTabsAsync(path);
        await one.SubmitAsync(path, (field, first));

        var asked = await other.SubmitAsync(path, (field, second));

        Assert.That((asked.Status, asked.FieldsOf(path)[field].ReplaceLineEndings("\n")), Is.EqualTo((409, second)));
        Assert.That(asked.Text.ReplaceLineEndings("\n"), Does.Contain("Nada foi alterado").And.Contain($"Valor atual: “{first}”."));
        AssertHolds(await one.OpenAsync(path), path, (field, first));

        var saved = await other.SubmitAsync(path);

        Assert.That(saved.Status, Is.EqualTo(200));
        AssertHolds(await one.OpenAsync(path), path, (field, second));
    }

    [Test]
    public async Task A_contact_keeps_what_the_first_saved_and_the_second_is_told_of_it_by_field()
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var _ = browser;
        await browser.OpenAsync("/contacts/new");
        var created = await browser.SubmitAsync("/contacts", ("Name", "Vera Cruz"), ("Company", "Cruz"), ("Phone", "11 98765-0021"));
        AssertTellsWhichDraftCanGo(created, "/contacts");
        var contact = created.Path;
        using var other = browser.OpenTab();
        await browser.OpenAsync($"{contact}/edit");
        await other.OpenAsync($"{contact}/edit");

        AssertTellsWhichDraftCanGo(await browser.SubmitAsync(contact, ("Phone", "11 98765-0022"), ("Email", "vera@cruz.example")), contact);
        var asked = await other.SubmitAsync(contact, ("Name", "Vera da Cruz"), ("Email", "v@cruz.example"));

        Assert.That(asked.Status, Is.EqualTo(409));
        Assert.That(
            asked.Text,
            Does.Contain("Alterado em outro lugar nesse meio-tempo e mantido: Telefone.").And.Contain("Valor atual: “vera@cruz.example”."));
        Assert.That(
            asked.FieldsOf(contact),
            Does.Contain(new KeyValuePair<string, string>("Email", "v@cruz.example")).And.ContainValue("(11) 98765-0022"));

        var saved = await other.SubmitAsync(contact);

        Assert.That((saved.Status, saved.Path), Is.EqualTo((200, contact)));
        var edit = await browser.OpenAsync($"{contact}/edit");
        AssertHolds(
            edit,
            contact,
            ("Name", "Vera da Cruz"),
            ("Company", "Cruz"),
            ("Email", "v@cruz.example"),
            ("Phone", "(11) 98765-0022"));
    }

    [Test]
    public async Task A_field_that_was_emptied_meanwhile_is_said_to_be_empty()
    {
        var (one, other) = await TwoTabsAsync("/settings/my-phone");
        await one.SubmitAsync("/settings/my-phone", ("Phone", ""));

        var asked = await other.SubmitAsync("/settings/my-phone", ("Phone", "11 91234-0001"));

        Assert.That((asked.Status, asked.Text.Contains("Valor atual: vazio.", StringComparison.Ordinal)), Is.EqualTo((409, true)));
    }

    [Test]
    public async Task Two_admins_who_change_a_members_phone_are_told_of_each_other()
    {
        var tenant = await App.CreateOrganizationAsync();
        var member = await App.HireAsync(tenant);
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        using var other = browser.OpenTab();
        var action = $"/settings/phones/{member.Id}";
        await browser.OpenAsync("/settings/phones");
        await other.OpenAsync("/settings/phones");
        AssertTellsWhichDraftCanGo(await browser.SubmitAsync(action, ("Phone", "11 91234-0001")), action);

        var asked = await other.SubmitAsync(action, ("Phone", "11 91234-0002"));

        Assert.That(
            (asked.Status, asked.Text.Contains("Valor atual: “(11) 91234-0001”.", StringComparison.Ordinal)),
            Is.EqualTo((409, true)));
        Assert.That((await other.SubmitAsync(action)).FieldsOf(action)["Phone"], Is.EqualTo("(11) 91234-0002"));
    }

    [Test]
    public async Task Of_two_who_enter_secrets_the_second_is_told_and_no_secret_travels_along()
    {
        const string path = "/settings/twilio-account";
        var (one, other) = await TwoTabsAsync(path);
        var (first, second) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");

        await one.SubmitAsync(path, ("AuthToken", first));
        var asked = await other.SubmitAsync(path, ("AuthToken", second));

        Assert.That(
            (
                asked.Status,
                asked.Text.Contains("Alterado em outro lugar nesse meio-tempo. Digite de novo para substituir.", StringComparison.Ordinal)),
            Is.EqualTo((409, true)));
        Assert.That(asked.Html, Does.Not.Contain(first).And.Not.Contain(second));
        Assert.That((await other.SubmitAsync(path, ("AuthToken", second))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Of_those_who_save_at_the_same_instant_nobody_loses_what_they_were_told_is_saved()
    {
        const string path = "/settings/calls";
        var (one, other) = await TwoTabsAsync(path);
        for (var round = 0; round < 10; round++)
        {
            var (agent, contact) = (("AgentRingSeconds", $"{20 + round}"), ("ContactRingSeconds", $"{40 + round}"));
            await one.OpenAsync(path);
            await other.OpenAsync(path);

            var pages = await Task.WhenAll(one.SubmitAsync(path, agent), other.SubmitAsync(path, contact));

            var stored = await one.OpenAsync(path);
            AssertHolds(stored, path, pages[0].Status == 200 ? [agent] : []);
            AssertHolds(stored, path, pages[1].Status == 200 ? [contact] : []);
            Assert.That(pages.Select(page => page.Status), Has.Some.EqualTo(200).And.All.AnyOf(200, 409, 422));
        }
    }

    [Test]
    public async Task An_original_that_cannot_be_read_counts_as_none()
    {
        var (one, other) = await TwoTabsAsync("/settings/my-phone");
        await one.SubmitAsync("/settings/my-phone", ("Phone", "11 91234-0001"));

        var page = await other.SubmitAsync("/settings/my-phone", ("Original", "[{"), ("Phone", "11 91234-0002"));

        Assert.That((page.Status, page.FieldsOf("/settings/my-phone")["Phone"]), Is.EqualTo((200, "(11) 91234-0002")));
    }

    private static async Task<(Browser One, Browser Other)> TwoTabsAsync(string path)
    {
        var (_, one) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin);
        var other = one.OpenTab();
        await one.OpenAsync(path);
        await other.OpenAsync(path);
        return (one, other);
    }

    // What a browser has kept of a form goes by the form's own action.
    private static void AssertTellsWhichDraftCanGo(Page saved, string action) =>
        Assert.That(saved.All($"[data-saved='{action}']"), Is.Not.Empty);

    private static void AssertHolds(Page page, string action, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            Assert.That(page.FieldsOf(action)[name].ReplaceLineEndings("\n"), Is.EqualTo(value), name);
        }
    }
}
