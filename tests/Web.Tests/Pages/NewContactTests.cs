using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Forms that are sent more than once.</summary>
internal sealed class NewContactTests : WithStandIn
{
    private Browser browser = null!;

    [SetUp]
    public async Task SignInAsync() => browser = (await App.HireWithBrowserAsync(await App.CreateOrganizationAsync())).Browser;

    [TearDown]
    public void Close() => browser.Dispose();

    [Test]
    public async Task A_form_that_is_sent_several_times_at_once_adds_one_contact()
    {
        await browser.OpenAsync("/contacts/new");

        var pages = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => browser.SubmitAsync("/contacts", ("Name", "Lia Prado"), ("Phone", "11 98765-0031"))));

        Assert.That(pages.Select(page => (page.Status, page.Path)).Distinct(), Has.Exactly(1).Items);
        Assert.That(await CreateOrganizationAsync("Lia Prado"), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_tabs_with_equal_forms_at_once_add_one_contact()
    {
        var tabs = Enumerable.Range(0, 4).Select(_ => browser.OpenTab()).ToList();
        await Task.WhenAll(tabs.Select(tab => tab.OpenAsync("/contacts/new")));

        var pages = await Task.WhenAll(tabs.Select(tab => tab.SubmitAsync("/contacts", ("Name", "Noa Reis"))));

        tabs.ForEach(tab => tab.Dispose());
        Assert.That(pages.Select(page => (page.Status, page.Path)).Distinct(), Has.Exactly(1).Items);
        Assert.That(await CreateOrganizationAsync("Noa Reis"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_differs_is_another_contact_also_from_the_same_form()
    {
        await browser.OpenAsync("/contacts/new");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => browser.SubmitAsync("/contacts", ("Name", $"Gêmea {number}"))));

        Assert.That(await CreateOrganizationAsync("Gêmea"), Is.EqualTo(3));
    }

    private async Task<int> CreateOrganizationAsync(string name) =>
        (await browser.OpenAsync($"/contacts?q={Uri.EscapeDataString(name)}")).All("a.row-link").Count;
}
