using System.Net;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Ten thousand wrong passwords: they cost a few checks, leave a few rows, and keep nobody out who belongs here.</summary>
[NonParallelizable]
internal sealed class PasswordFloodTests
{
    private const int Flood = 10_000;

    private TwilioStandIn twilio = null!;
    private CrmVoiceApp app = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url);
    }

    [TearDown]
    public async Task StopAsync()
    {
        app.AssertNoErrorsLogged();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task At_one_account_from_everywhere_a_few_are_looked_at_and_written_down_and_its_person_comes_in_meanwhile()
    {
        var tenant = await app.CreateOrganizationAsync();
        var (agent, browser) = await app.HireWithBrowserAsync(tenant);
        using var _ = browser;
        var colleague = await app.HireWithPasswordAsync(tenant, Role.Admin);
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/sign-out");

        var flood = GuessAsync(guess => (agent.Email, $"127.80.{guess % 250}.{(guess / 250 % 4) + 1}"));
        Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"), "her own browser, during the flood");
        var came = await flood;

        TestContext.Out.WriteLine(string.Join(", ", came.Select(attempt => $"{attempt.Key} {attempt.Value}")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(came.GetValueOrDefault(nameof(SignInAttempt.Wrong)), Is.EqualTo(SignInThrottle.MaxAtAccount), "looked at");
            Assert.That(came.GetValueOrDefault(nameof(SignInAttempt.Right)), Is.Zero);
            Assert.That(await FailuresAsync(tenant, SignInThrottle.MaxAtAccount), Is.EqualTo(SignInThrottle.MaxAtAccount), "written down");
        }

        using var elsewhere = app.OpenBrowser("127.81.0.1");
        using var hers = app.OpenBrowser();
        Assert.That((await hers.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"), "from where she has signed in before");
        Assert.That((await elsewhere.SignInAsync(colleague.Email)).Path, Is.EqualTo("/contacts"), "nobody else is kept out");
    }

    [Test]
    public async Task From_one_source_at_as_many_accounts_a_few_are_looked_at_and_other_sources_come_in()
    {
        var tenant = await app.CreateOrganizationAsync();
        var agent = await app.HireWithPasswordAsync(tenant);

        var came = await GuessAsync(guess => (guess % 100 is 7 ? agent.Email : $"nobody{guess}@people.example", "127.82.0.1"));

        TestContext.Out.WriteLine(string.Join(", ", came.Select(attempt => $"{attempt.Key} {attempt.Value}")));
        Assert.That(came.GetValueOrDefault(nameof(SignInAttempt.Wrong)), Is.EqualTo(SignInThrottle.MaxFromSource));
        Assert.That(await FailuresAsync(tenant, atLeast: 0), Is.LessThanOrEqualTo(SignInThrottle.MaxPerSource));
        using var elsewhere = app.OpenBrowser("127.83.0.1");
        Assert.That((await elsewhere.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task Each_is_answered_at_once_with_the_time_to_wait()
    {
        using var stranger = app.OpenBrowser("127.84.0.1");
        await stranger.OpenAsync("/sign-in");
        for (var guess = 0; guess < SignInThrottle.MaxPerSource; guess++)
        {
            (await stranger.SendFormAsync("/sign-in", ("Email", "ana@aurora.example"), ("Password", $"guess {guess}"))).Dispose();
        }

        for (var guess = 0; guess < 100; guess++)
        {
            using var answer = await stranger.SendFormAsync("/sign-in", ("Email", "ana@aurora.example"), ("Password", $"late {guess}"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.InRange(TimeSpan.FromMinutes(4), SignInAttempts.Pause));
        }
    }

    // Through the door that pages and invitations share; the page around it would only make ten thousand of them slow.
    private async Task<Dictionary<string, int>> GuessAsync(Func<int, (string Email, string Source)> who)
    {
        var door = app.Services.GetRequiredService<SignInThrottle>();
        var came = new int[4];
        await Parallel.ForEachAsync(Enumerable.Range(0, Flood), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (guess, stop) =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            var (email, source) = who(guess);
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Connection.RemoteIpAddress = IPAddress.Parse(source);
            Interlocked.Increment(
                ref came[await door.TryAsync(context, email, $"guess {guess}") switch
                {
                    SignInAttempt.Wrong => 0,
                    SignInAttempt.TooMany => 1,
                    SignInAttempt.Busy => 2,
                    _ => 3,
                }]);
        });
        Assert.That(came.Sum(), Is.EqualTo(Flood));
        return new()
        {
            [nameof(SignInAttempt.Wrong)] = came[0],
            [nameof(SignInAttempt.TooMany)] = came[1],
            [nameof(SignInAttempt.Busy)] = came[2],
            [nameof(SignInAttempt.Right)] = came[3],
        };
    }

    private async Task<int> FailuresAsync(Tenant tenant, int atLeast)
    {
        async Task<int> CountAsync()
        {
            await using var scope = app.Enter(tenant.Id, out var db);
            return await db.Set<AuditEntry>().CountAsync(entry => entry.Action == AuditAction.SignInFailed);
        }

        await Eventually.EventuallyAsync(CountAsync, count => count >= atLeast, "failed sign-ins are written down");
        return await CountAsync();
    }
}
