using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

internal sealed class DemoSignInTests : BrowserTest
{
    [TestCaseSource(typeof(Person), nameof(Person.All))]
    public async Task One_press_signs_somebody_of_the_demo_in_and_leads_where_they_wanted_to_go(Person person)
    {
        var visitor = await SomebodyAsync(person.Language, Look.Usual with { Scripts = false });
        await visitor.OpenAsync("/calls?state=ended");

        await visitor.SignIn.Demo(person).ClickAsync();

        await visitor.Page.WaitForURLAsync("**/calls?state=ended");
        await visitor.Page.Locator("summary:has(.initials)").ClickAsync();
        await Expect(visitor.Page.Locator(".menu[open] .menu-title")).ToHaveTextAsync(person.Name);
    }
}
