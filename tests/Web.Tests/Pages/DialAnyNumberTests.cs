using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>A number that is no contact's: called from the search or the dial pad, and saved.</summary>
internal sealed class DialAnyNumberTests : WithStandIn
{
    [Test]
    public async Task A_number_that_was_searched_for_is_called_and_saved()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var searched = await browser.OpenAsync("/contacts?q=0055+11+91234-5678");
        Assert.That(
            searched.Text,
            Does.Contain("Ligar para (11) 91234-5678").And.Contain("Criar contato").And.Contain("Nenhum contato tem este número."));

        var call = await browser.SubmitAsync("/calls");

        Assert.That((call.Status, call.Text.Contains("Salvar como contato", StringComparison.Ordinal)), Is.EqualTo((200, true)));
        Assert.That((await Twilio.CreateOfAsync(agent.Phone)).Form("To").Single(), Is.EqualTo(agent.Phone));
        Assert.That((await agent.CallAsync(Guid.Parse(call.Path["/calls/".Length..]))).To, Is.EqualTo("+5511912345678"));
        var form = await browser.OpenAsync("/contacts/new?phone=%2B5511912345678");
        Assert.That(form.FieldsOf("/contacts")["Phone"], Is.EqualTo("(11) 91234-5678"));
        await browser.SubmitAsync("/contacts", ("Name", "Vera Nova"));
        var seen = await browser.OpenAsync(call.Path);
        Assert.That(seen.Text, Does.Contain("Vera Nova").And.Not.Contain("Salvar como contato"));
    }

    [Test]
    public async Task A_number_of_a_contact_is_not_offered_to_be_saved_again()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;

        Assert.That(
            (await browser.OpenAsync("/contacts?q=%2811%29+98765-0001")).Text,
            Does.Contain("Ligar para (11) 98765-0001").And.Contain("Este número é de um contato.").And.Not.Contain("Criar contato"));
        Assert.That((await browser.OpenAsync("/contacts?q=+5511987650001")).Text, Does.Contain("Ligar para (11) 98765-0001"));
        Assert.That((await browser.OpenAsync("/contacts?q=carlos")).All(".searched-number"), Is.Empty);
    }

    [Test]
    public async Task A_wrong_number_says_why_and_its_suggestion_is_called_with_one_press()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var searched = await browser.OpenAsync("/contacts?q=11+8123-4567");
        Assert.That(searched.Text, Does.Contain("Falta o nono dígito").And.Contain("Ligar para (11) 98123-4567"));

        var call = await browser.SubmitAsync("/calls");

        Assert.That((await agent.CallAsync(Guid.Parse(call.Path["/calls/".Length..]))).To, Is.EqualTo("+5511981234567"));
    }

    [Test]
    public async Task The_dial_pad_calls_what_is_typed_into_it()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/calls");

        var call = await browser.SubmitAsync("/calls", ("To", "11 91234-5679"));

        Assert.That((await agent.CallAsync(Guid.Parse(call.Path["/calls/".Length..]))).To, Is.EqualTo("+5511912345679"));
    }

    [Test]
    public async Task A_refused_number_is_explained_where_it_was_dialled_and_the_suggestion_is_called_with_one_press()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/calls");

        var toast = await browser.SendAsHtmxAsync("/calls", ("To", "11 8123-4567"));
        var page = await browser.SubmitAsync("/calls", ("To", "11 8123-4567"));

        foreach (var shown in (Page[])[await Page.ReadAsync(toast), page])
        {
            Assert.That(shown.Text, Does.Contain("Falta o nono dígito").And.Contain("Ligar para (11) 98123-4567"));
            Assert.That(shown.All("[value='+5511981234567']"), Is.Not.Empty);
        }

        Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
    }

    [TestCase("98765-4321", "Falta o código de área (DDD).")]
    [TestCase("(11) 3456-7890 r.5", "Remova “r.5”")]
    public async Task A_form_says_beside_the_number_what_is_wrong_with_it(string phone, string reason)
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/contacts/new");

        var page = await browser.SubmitAsync("/contacts", ("Name", "Vera"), ("Phone", phone));

        Assert.That((page.Status, page.FieldsOf("/contacts")["Phone"]), Is.EqualTo((422, phone)));
        Assert.That(page.Text, Does.Contain(reason));
    }

    [Test]
    public async Task A_suggestion_beside_the_field_is_saved_with_one_press()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/contacts/new");

        var page = await browser.SubmitAsync("/contacts", ("Name", "Otto"), ("Phone", "11 8123-4568"));

        Assert.That(page.Text, Does.Contain("Falta o nono dígito").And.Contain("Usar (11) 98123-4568"));
        Assert.That(page.All("button[name=Phone][value='(11) 98123-4568']"), Is.Not.Empty);
        // The browser sends the pressed button's value first, as it stands before the field.
        Assert.That(page.All("form [name=Phone]").Select(control => control.LocalName), Is.EqualTo(new[] { "button", "input" }));
        var saved = await browser.PressAsync("/contacts", "Phone", "(11) 98123-4568");
        Assert.That(saved.Text, Does.Contain("Otto").And.Contain("(11) 98123-4568"));
    }
}
