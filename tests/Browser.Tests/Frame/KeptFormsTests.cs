using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>Nothing that is typed into a form is lost, and nobody else gets to see it.</summary>
internal sealed class KeptFormsTests : BrowserTest
{
    private static readonly TestCaseData[] forms =
    [
        new TestCaseData(Person.Ana, "/contacts/new", "[name=Company]", "Cruz & Filhas"),
        new TestCaseData(Person.Ana, "edit", "[name=Company]", "Cruz & Filhas"),
        new TestCaseData(Person.Ana, "/settings/my-phone", "[name=Phone]", "11 91234-0001"),
        new TestCaseData(Person.Helena, "/settings/phones", "[name=Phone]", "11 91234-0001"),
        new TestCaseData(Person.Helena, "/settings/calls", "[name=ContactRingSeconds]", "47"),
        new TestCaseData(Person.Helena, "/settings/opening-hours", "[name='Week[0].Hours']", "09:00-12:00"),
        new TestCaseData(Person.Helena, "/settings/calling-limits", "[name=BlockedPrefixes]", "+870\n+881"),
    ];

    [TestCaseSource(nameof(forms))]
    public async Task Leaving_a_form_with_something_unsaved_asks_and_it_is_there_again(
        Person person,
        string path,
        string field,
        string typed)
    {
        var visitor = await SignedInAsync(person);
        var asked = CountQuestions(visitor);
        await OpenAsync(visitor, path);
        var box = visitor.Main.Locator(field).First;
        var before = await box.InputValueAsync();
        await box.FillAsync(typed);

        await visitor.Page.ReloadAsync();

        Assert.That(asked(), Is.EqualTo(1));
        await Expect(box).ToHaveValueAsync(typed);
        await Expect(visitor.Main.GetByText(visitor.Words.Restored)).ToBeVisibleAsync();
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = visitor.Words.Discard }).ClickAsync();
        await Expect(box).ToHaveValueAsync(before);
        await visitor.Page.ReloadAsync();
        await Expect(box).ToHaveValueAsync(before);
        Assert.That(asked(), Is.EqualTo(1), "what was discarded is no reason to stay");
    }

    [TestCaseSource(nameof(forms))]
    public async Task What_was_typed_in_a_session_that_ended_is_there_after_signing_in_again(
        Person person,
        string path,
        string field,
        string typed)
    {
        Expected.AddRange(["401", "/hubs/calls", "WebSocket"]);
        var visitor = await SignedInAsync(person);
        await OpenAsync(visitor, path);
        var page = new Uri(visitor.Page.Url).AbsolutePath;
        await visitor.Main.Locator(field).First.FillAsync(typed);
        await EndSessionAsync(visitor);

        await visitor.Main.Locator(field).First.PressAsync("End");
        await visitor.Main.Locator(field).First.EvaluateAsync("box => box.form.noValidate = true");
        await visitor.Main.Locator(field).First.EvaluateAsync("box => box.form.requestSubmit()");
        await visitor.Page.WaitForURLAsync("**/sign-in?**");
        await visitor.SignIn.FillAsync(person);
        await visitor.Page.WaitForURLAsync($"**{page}");

        await Expect(visitor.Main.Locator(field).First).ToHaveValueAsync(typed);
    }

    [Test]
    public async Task Another_person_at_the_same_computer_sees_nothing_of_it()
    {
        Expected.AddRange(["401", "/hubs/calls", "WebSocket"]);
        var visitor = await SignedInAsync(Person.Ana);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Segredo");
        await EndSessionAsync(visitor);

        await visitor.SignIn.OpenAsync();
        await visitor.SignIn.SignInAsync(Person.Bruno);
        await visitor.OpenAsync("/contacts/new");

        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("");
        await Expect(visitor.Main.GetByText(visitor.Words.Restored)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Whoever_signs_out_leaves_nothing_behind()
    {
        var visitor = await SignInAsync(Person.Bruno);
        var asked = CountQuestions(visitor);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Segredo");

        await SignOutAsync(visitor);

        Assert.That(asked(), Is.EqualTo(1));
        await visitor.Page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('crmvoice-draft'))");
        await visitor.SignIn.SignInAsync(Person.Bruno);
        await visitor.OpenAsync("/contacts/new");
        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("");
    }

    [Test]
    public async Task What_was_typed_in_closed_tabs_comes_back_one_after_the_other()
    {
        var visitor = await SignedInAsync(Person.Ana);
        await visitor.Contacts.OpenAsync();
        Visitor[] tabs = [await OpenTabAsync(visitor, "/contacts/new"), await OpenTabAsync(visitor, "/contacts/new")];
        await tabs[0].Main.Locator("[name=Name]").FillAsync("Vera");
        await tabs[1].Main.Locator("[name=Name]").FillAsync("Rita");
        await CloseTabAsync(tabs[0], visitor);
        await CloseTabAsync(tabs[1], visitor);

        foreach (var name in new[] { "Rita", "Vera", "" })
        {
            await visitor.OpenAsync("/contacts/new");
            await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync(name);
            await visitor.Main.Locator("[data-cancel]").ClickAsync();
            await visitor.Page.WaitForURLAsync("**/contacts");
        }
    }

    [Test]
    public async Task A_tab_that_was_duplicated_is_another_tab()
    {
        var visitor = await SignedInAsync(Person.Ana);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");
        var duplicated = await visitor.Page.RunAndWaitForPopupAsync(() => visitor.Page.EvaluateAsync("() => { open(location.href); }"));
        await Expect(duplicated.Locator("[name=Name]")).ToHaveValueAsync("");

        await duplicated.Locator("[name=Name]").FillAsync("Rita");
        await visitor.Page.ReloadAsync();

        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("Vera");
        await Expect(duplicated.Locator("[name=Name]")).ToHaveValueAsync("Rita");
    }

    [Test]
    public async Task A_field_that_nobody_touched_shows_what_the_form_is_opened_with()
    {
        var visitor = await SignedInAsync(Person.Ana);
        CountQuestions(visitor);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");

        await visitor.OpenAsync("/contacts/new?phone=%2B5511912340001");

        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("Vera");
        await Expect(visitor.Main.Locator("[name=Phone]")).Not.ToHaveValueAsync("");
    }

    [Test]
    public async Task Secrets_are_kept_nowhere_and_leaving_them_unsaved_asks()
    {
        var visitor = await SignedInAsync(Person.Helena);
        var asked = CountQuestions(visitor);
        await visitor.OpenAsync("/settings/twilio-account");
        await visitor.Main.Locator("[name=AuthToken]").FillAsync("c0ffee00c0ffee00");
        await visitor
            .Main.Locator("[name=Edge]")
            .EvaluateAsync("box => { box.value = 'sao-paulo'; box.dispatchEvent(new Event('input', { bubbles: true })); }");

        Assert.That(
            await visitor.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage })"),
            Does.Contain("sao-paulo").And.Not.Contain("c0ffee"));
        await visitor.Page.ReloadAsync();

        Assert.That(asked(), Is.EqualTo(1));
        await Expect(visitor.Main.Locator("[name=AuthToken]")).ToHaveValueAsync("");
        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = visitor.Words.Discard }).ClickAsync();
    }

    [Test]
    public async Task What_was_saved_or_canceled_is_not_kept()
    {
        var visitor = await SignedInAsync(Person.Ana);
        var asked = CountQuestions(visitor);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync($"Vera {Guid.NewGuid():N}");
        await visitor.Main.Locator("[type=submit]").ClickAsync();
        await Expect(visitor.Toast).ToBeVisibleAsync();
        Assert.That((asked(), await KeptAsync(visitor)), Is.EqualTo((0, 0)));

        await visitor.OpenAsync("/contacts/new");
        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");
        await visitor.Main.Locator("[data-cancel]").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/contacts");
        Assert.That((asked(), await KeptAsync(visitor)), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_second_tab_of_the_same_form_begins_without_what_the_first_is_about_to_say()
    {
        var visitor = await SignedInAsync(Person.Ana);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");

        var tab = await OpenTabAsync(visitor, "/contacts/new");

        await Expect(tab.Main.GetByText(visitor.Words.Restored)).ToHaveCountAsync(0);
        await Expect(tab.Main.Locator("[name=Name]")).ToHaveValueAsync("");
        await visitor.Main.Locator("[data-cancel]").ClickAsync();
    }

    [Test]
    public async Task A_form_that_was_refused_stays_unsaved()
    {
        Expected.Add("422");
        var visitor = await SignedInAsync(Person.Ana);
        var asked = CountQuestions(visitor);
        await visitor.OpenAsync("/contacts/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");
        await visitor.Main.Locator("[name=Phone]").FillAsync("12");
        await visitor.Main.Locator("[type=submit]").ClickAsync();
        await Expect(visitor.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await visitor.OpenAsync("/contacts/new");

        Assert.That(asked(), Is.EqualTo(1));
        await Expect(visitor.Main.Locator("[name=Name]")).ToHaveValueAsync("Vera");
        await visitor.Main.Locator("[data-cancel]").ClickAsync();
    }

    [Test]
    public async Task Signing_in_and_out_in_a_second_tab_works()
    {
        Expected.AddRange(["401", "/hubs/calls", "WebSocket"]);
        var visitor = await SomebodyAsync("pt-BR");
        await visitor.SignIn.OpenAsync();
        var tab = await OpenTabAsync(visitor, "/sign-in");
        await tab.SignIn.SignInAsync(Person.Bruno);

        await visitor.SignIn.SignInAsync(Person.Ana);
        await Expect(visitor.Page.Locator(".frame-head")).ToContainTextAsync("Ana Ribeiro");

        await SignOutAsync(tab);
        await visitor.OpenAsync("/contacts");
        await visitor.Page.WaitForURLAsync("**/sign-in**");
    }

    private static async Task OpenAsync(Visitor visitor, string path)
    {
        if (path == "edit")
        {
            await visitor.Contacts.OpenContactAsync("Carlos Lima");
            await visitor.OpenAsync($"{visitor.Page.Url}/edit");
        }
        else
        {
            await visitor.OpenAsync(path);
        }
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.Page.Locator(".frame-head .menu summary").Last.ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = visitor.Words.SignOut }).ClickAsync();
        await visitor.Page.WaitForURLAsync("**/sign-in");
    }

    private static Task EndSessionAsync(Visitor visitor) => visitor.Page.Context.ClearCookiesAsync(new() { Name = "crmvoice-session" });

    private static Task<int> KeptAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('crmvoice-draft')).length");

    /// <summary>Counts how often the browser asks whether to leave, and always leaves.</summary>
    private static Func<int> CountQuestions(Visitor visitor)
    {
        var asked = 0;
        visitor.Page.Dialog += (_, dialog) =>
        {
            asked += dialog.Type == DialogType.BeforeUnload ? 1 : 0;
            _ = dialog.AcceptAsync();
        };
        return () => asked;
    }
}
