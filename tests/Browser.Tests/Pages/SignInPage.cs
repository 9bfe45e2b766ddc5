using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

internal sealed class SignInPage(IPage page, Words words)
{
    public ILocator Problem => page.GetByRole(AriaRole.Alert);

    public ILocator Email => page.GetByLabel(words.Email);

    /// <summary>One press for somebody of the demo, whose address stands on it.</summary>
    public ILocator Demo(Person person) => page.GetByRole(AriaRole.Button).Filter(new() { HasText = person.Email });

    public async Task OpenAsync() => await page.GotoAsync("/sign-in");

    public async Task SignInAsync(Person person)
    {
        await TryAsync(person.Email, Person.Password);
        await page.WaitForURLAsync("**/contacts");
    }

    public Task FillAsync(Person person) => TryAsync(person.Email, Person.Password);

    public async Task TryAsync(string email, string password)
    {
        await Email.FillAsync(email);
        await page.GetByLabel(words.Password).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = words.SignIn }).ClickAsync();
    }
}
