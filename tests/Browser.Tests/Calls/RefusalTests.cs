using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class RefusalTests : BrowserTest
{
    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task A_contact_without_number_has_a_button_that_says_why_it_does_not_call(Scene scene)
    {
        var name = scene.Contacts["none"];
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenAsync();
        await Expect(agent.Contact.CallButton(name)).ToBeDisabledAsync();

        await agent.Contacts.OpenContactAsync(name);

        await Expect(agent.Contact.CallButton(name)).ToBeDisabledAsync();
        await Expect(agent.Main.GetByText(scene.Words.NoNumber)).ToBeVisibleAsync();
        await Expect(agent.Contact.CallButton(name))
            .ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex(scene.Words.NoNumber));
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task Somebody_without_a_phone_is_told_to_enter_one(Scene scene)
    {
        var administrator = await SignedInAsync(scene == Scene.Aurora ? Person.Helena : Person.Walter);
        await administrator.Contacts.OpenContactAsync(scene.Contacts["0001"]);

        await Expect(administrator.Contact.CallButton(scene.Contacts["0001"])).ToBeDisabledAsync();
        await Expect(administrator.Main.GetByText(scene.Words.NoOwnPhone)).ToBeVisibleAsync();
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task A_button_that_does_not_call_stands_beside_the_way_out(Scene scene)
    {
        var (words, someone, nobody) = (scene.Words, scene.Contacts["0001"], scene.Contacts["none"]);
        var administrator = await SignedInAsync(scene == Scene.Aurora ? Person.Helena : Person.Walter);
        await administrator.Contacts.OpenAsync();
        await Expect(administrator.Contacts.Row(someone).GetByRole(AriaRole.Link, new() { Name = words.AddPhone })).ToBeVisibleAsync();
        await administrator.Contacts.OpenContactAsync(someone);
        await administrator.Main.GetByRole(AriaRole.Link, new() { Name = words.AddPhone }).ClickAsync();
        await administrator.Page.WaitForURLAsync("**/settings/my-phone");

        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenAsync();
        await agent.Contacts.Row(nobody).GetByRole(AriaRole.Link, new() { Name = words.AddNumber }).ClickAsync();
        await agent.Page.WaitForURLAsync("**/edit");
        await Expect(agent.Main.Locator("[name=Phone]")).ToBeVisibleAsync();
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task A_refused_call_is_explained_in_a_message_that_stays_until_it_is_closed(Scene scene)
    {
        Expected.AddRange(["409", "/calls"]);
        var agent = await SignedInAsync(scene.Agent);
        await agent.OpenAsync("/contacts/new");
        await agent.Main.Locator("[name=Name]").FillAsync("Central");
        await agent.Main.Locator("[name=Phone]").FillAsync(scene == Scene.Aurora ? "(11) 4000-0001" : "(415) 555-0100");
        await agent.Main.Locator("[type=submit]").ClickAsync();

        await agent.Contact.CallButton("Central").ClickAsync();

        var refusal = agent.Toast.Filter(new() { HasText = scene.Words.OrganizationNumber });
        await Expect(refusal).ToBeVisibleAsync();
        await Expect(agent.Bar.Whole).Not.ToContainTextAsync("Central");
        await refusal.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(refusal).ToHaveCountAsync(0);
    }

    [TestCaseSource(typeof(Scene), nameof(Scene.Both))]
    public async Task A_double_click_dials_once_and_the_button_rests_while_the_call_lives(Scene scene)
    {
        using var api = new Api(scene.Agent);
        var name = scene.Contacts["0001"];
        var agent = await SignedInAsync(scene.Agent);
        await agent.Contacts.OpenContactAsync(name);
        var contact = agent.Page.Url.Split('/')[^1];
        var before = await api.CallsAsync($"contactId={contact}&limit=200");

        await agent.BeginCallAsync(() => agent.Contact.CallButton(name).DblClickAsync());

        await Expect(agent.Contact.CallButton(name)).ToBeDisabledAsync();
        await Expect(agent.Contact.CallButton(name))
            .ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(scene.Words.CallInProgress));
        await Expect(agent.Bar.State).ToContainTextAsync(scene.Words.Answered);
        await Expect(agent.Contact.CallButton(name)).ToBeEnabledAsync();
        await Expect(agent.Toast).ToHaveCountAsync(0);
        Assert.That(await api.CallsAsync($"contactId={contact}&limit=200"), Has.Count.EqualTo(before.Count + 1));
    }
}
