using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Pages;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>The setup check looks at what the sandbox has of an account's calls and recordings, as it does at Twilio.</summary>
internal sealed class SandboxedSetupTests
{
    [Test]
    public async Task Recordings_are_found_to_be_protected_once_there_is_one_and_no_call_has_waited()
    {
        await using var sandbox = await QuickSandbox.StartAsync();
        var (_, browser) = await sandbox.App.HireWithBrowserAsync(role: Role.Admin);
        using var theirs = browser;
        Assert.That(await FindingsAsync(), Does.Contain("media no-recording").And.Contain("calls-per-second good-unlimited"));
        var agent = await sandbox.App.HireAsync();

        await agent.ReachedAsync(
            (await agent.PlaceAsync("+5511987650001")).Id,
            call => call.Recordings is [{ Status: "completed" }],
            "the recording is ready");

        Assert.That(await FindingsAsync(), Does.Contain("media good").And.Contain("calls-per-second good-unlimited"));

        async Task<IReadOnlyList<string>> FindingsAsync() => SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser));
    }
}
