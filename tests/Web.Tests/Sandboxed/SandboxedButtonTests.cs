using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>Whole calls by the button beside a contact, with the sandbox for Twilio: they end as those over the API do.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SandboxedButtonTests
{
    private static QuickSandbox sandbox = null!;

    [OneTimeSetUp]
    public static async Task StartAsync() => sandbox = await QuickSandbox.StartAsync();

    [OneTimeTearDown]
    public static async Task StopAsync() => await sandbox.DisposeAsync();

    [TestCase("0001", "5555", "answered")]
    [TestCase("0002", "5555", "contact-busy")]
    [TestCase("0003", "5555", "contact-no-answer")]
    [TestCase("0004", "5555", "contact-failed")]
    [TestCase("0005", "5555", "contact-machine")]
    [TestCase("0006", "5555", "contact-hung-up")]
    [TestCase("0007", "5555", "answered")]
    [TestCase("0001", "9002", "agent-busy")]
    [TestCase("0001", "9003", "agent-no-answer")]
    [TestCase("0001", "9004", "agent-failed")]
    [TestCase("0002", "9005", "contact-busy")]
    [TestCase("0003", "9006", "agent-hung-up")]
    [TestCase("0001", "9009", "answered")]
    [TestCase("0001", "9010", "answered")]
    public async Task A_call_ends_as_contact_and_agent_let_it(string contact, string phone, string result)
    {
        var agent = await sandbox.App.HireWithPasswordAsync(ending: phone);
        using var browser = await sandbox.App.SignInAsync(agent.Email);

        var call = await agent.EndedAsync(await PressAsync(browser, $"+551198765{contact}"));

        Assert.That((call.Result, call.CarrierError), Is.EqualTo((result, (CarrierErrorBody?)null)));
    }

    /// <summary>Presses the button beside a contact of the demo.</summary>
    /// <returns>The call that it leads to.</returns>
    internal static async Task<Guid> PressAsync(Browser browser, string to)
    {
        await browser.OpenAsync($"/contacts/{ContractTests.ContactOf(to)}");
        var page = await browser.SubmitAsync("/calls");
        Assert.That((page.Status, page.Path[..7]), Is.EqualTo((200, "/calls/")), page.Text);
        return Guid.Parse(page.Path["/calls/".Length..]);
    }
}
