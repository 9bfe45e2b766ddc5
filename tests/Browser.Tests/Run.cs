using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;

[assembly: LevelOfParallelism(3)]

namespace CrmVoice.Browser.Tests;

/// <summary>One application, one sandbox and one browser for the whole run; every test has windows of its own.</summary>
[SetUpFixture]
internal sealed class Run
{
    private static IPlaywright? playwright;
    private static IBrowser? browser;
    private static RunningSandbox? sandbox;
    private static RunningApp? app;

    public static IBrowser Browser => browser!;

    public static RunningSandbox Sandbox => sandbox!;

    public static RunningApp App => app!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Chromium.IgnoreAllWhereAskedTo();
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
        sandbox = await RunningSandbox.StartAsync();
        app = await RunningApp.StartAsync(sandbox.Url);
        foreach (var founder in Person.Founders)
        {
            await app.CreateOrganizationAsync(founder);
        }

        await app.GrantInstallationAdminAsync(Person.Helena.Email);

        // The first call of a process waits for all that is compiled at its first use, longer than a telephone rings here; tests look at
        // each step of theirs.
        using var api = new Api(Person.Sam);
        await api.UntilEndedAsync(await api.CallAsync("+12125550002"), TimeSpan.FromSeconds(60));

        Assertions.SetDefaultExpectTimeout(30_000);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }
    }
}
