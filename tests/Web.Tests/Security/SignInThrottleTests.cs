using System.Net;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Whoever guesses is slowed; whoever belongs here gets in.</summary>
internal sealed class SignInThrottleTests : WithStandIn
{
    private static int lastSource;

    [Test]
    public async Task Any_number_of_guesses_at_once_are_worth_as_many_as_one_after_the_other()
    {
        var (agent, _) = await App.HireWithBrowserAsync();
        using var stranger = App.OpenBrowser(NewSource());
        await stranger.OpenAsync("/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => GuessAsync(stranger, agent.Email, $"guess {number}")));
        using var again = await GuessAsync(stranger, agent.Email, CrmVoiceApp.DemoPassword);

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Length - refused.Count, Is.InRange(1, SignInThrottle.MaxPerSource));
            Assert.That(refused, Has.All.Matches<HttpResponseMessage>(answer => answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        }

        await GuessUntilClosedAsync(stranger, agent.Email);
        Assert.That(
            (await GuessAsync(stranger, agent.Email, CrmVoiceApp.DemoPassword)).StatusCode,
            Is.EqualTo(HttpStatusCode.TooManyRequests),
            "the right one has to wait as well");
    }

    [Test]
    public async Task Strangers_guess_at_an_account_only_so_often_and_lock_nobody_out_who_has_been_here_before()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        for (var guesses = 0; guesses <= SignInThrottle.MaxAtAccount; guesses += SignInThrottle.MaxPerSource)
        {
            using var stranger = App.OpenBrowser(NewSource());
            await stranger.OpenAsync("/sign-in");
            for (var guess = 0; guess < SignInThrottle.MaxPerSource; guess++)
            {
                (await GuessAsync(stranger, agent.Email, "guess")).Dispose();
            }
        }

        using var elsewhere = App.OpenBrowser(NewSource());
        using var atHome = App.OpenBrowser();
        using var travelling = browser.OpenTab(IPAddress.Parse(NewSource()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await elsewhere.SignInAsync(agent.Email)).Status, Is.EqualTo(429), "a source that nobody knows");
            Assert.That(
                (await atHome.SignInAsync(agent.Email)).Path,
                Is.EqualTo("/contacts"),
                "another browser, from where somebody has signed in");
            await browser.OpenAsync("/contacts");
            await browser.SubmitAsync("/sign-out");
            Assert.That(
                (await travelling.SignInAsync(agent.Email)).Path,
                Is.EqualTo("/contacts"),
                "the browser in which somebody has signed in, from elsewhere");
        }
    }

    [Test]
    public async Task One_source_does_not_go_on_guessing_from_account_to_account()
    {
        using var stranger = App.OpenBrowser(NewSource());
        await stranger.OpenAsync("/sign-in");
        for (var guess = 0; guess < SignInThrottle.MaxFromSource; guess++)
        {
            Assert.That((await GuessAsync(stranger, $"nobody{guess}@people.example", "guess")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That((await GuessAsync(stranger, "nobody@people.example", "guess")).StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Whoever_signs_in_again_and_again_is_let_in()
    {
        var (agent, _) = await App.HireWithBrowserAsync();
        var source = NewSource();
        for (var time = 0; time < 3 * SignInThrottle.MaxPerSource; time++)
        {
            using var browser = App.OpenBrowser(source);
            Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"));
        }
    }

    [Test]
    public async Task A_right_password_forgives_the_wrong_ones_before_it()
    {
        var (agent, _) = await App.HireWithBrowserAsync();
        using var browser = App.OpenBrowser(NewSource());
        for (var round = 0; round < 3; round++)
        {
            for (var guess = 1; guess < SignInThrottle.MaxPerSource; guess++)
            {
                await browser.SignInAsync(agent.Email, "mistyped");
            }

            Assert.That((await browser.SignInAsync(agent.Email)).Path, Is.EqualTo("/contacts"));
            await browser.SubmitAsync("/sign-out");
        }
    }

    [Test]
    public async Task Nobody_learns_whether_there_is_an_account_or_whether_it_is_locked()
    {
        var (known, locked) = ((await App.HireWithBrowserAsync()).Agent, (await App.HireWithBrowserAsync()).Agent);
        await LockOutAsync(locked.Email);

        var told = new List<string[]>();
        foreach (var email in new[] { known.Email, locked.Email, $"{Guid.NewGuid():N}@people.example" })
        {
            using var browser = App.OpenBrowser(NewSource());
            var pages = new List<string>();
            for (var guess = 0; guess < SignInThrottle.MaxPerSource + 2; guess++)
            {
                var page = await browser.SignInAsync(email, "guess");
                pages.Add(
                    $"{page.Status} {page.Text.Contains("The e-mail or password is incorrect", StringComparison.Ordinal)} {page.Text.Contains("Too many attempts", StringComparison.Ordinal)}"
                );
            }

            told.Add([.. pages]);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told[0], Does.Contain("200 True False").And.Contain("429 False True"));
            Assert.That(told[1], Is.EqualTo(told[0]), "locked");
            Assert.That(told[2], Is.EqualTo(told[0]), "unknown");
        }
    }

    [Test]
    public async Task A_locked_account_is_not_entered_with_the_right_password()
    {
        var (agent, _) = await App.HireWithBrowserAsync();
        await LockOutAsync(agent.Email);
        using var browser = App.OpenBrowser();
        browser.Language = "en";

        var page = await browser.SignInAsync(agent.Email);

        Assert.That(
            (page.Status, page.Text.Contains("The e-mail or password is incorrect", StringComparison.Ordinal)),
            Is.EqualTo((200, true)));
    }

    [TestCase("known")]
    [TestCase("locked")]
    [TestCase("without a password")]
    [TestCase("unknown")]
    public async Task Every_check_takes_one_hash(string who)
    {
        var (agent, _) = await App.HireWithBrowserAsync();
        await using var scope = App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = (await users.FindByEmailAsync(agent.Email))!;
        await (
            who switch
            {
                "locked" => users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue),
                "without a password" => users.RemovePasswordAsync(user),
                _ => Task.FromResult(IdentityResult.Success),
            });
        var hasher = new CountingHasher();

        var found = await new Passwords(users, hasher).CheckAsync(
            who == "unknown" ? "nobody@people.example" : agent.Email,
            CrmVoiceApp.DemoPassword,
            CancellationToken.None);

        Assert.That((found is not null, hasher.Hashes), Is.EqualTo((who == "known", 1)));
    }

    private static string NewSource() => $"127.77.0.{Interlocked.Increment(ref lastSource)}";

    private static Task<HttpResponseMessage> GuessAsync(Browser browser, string email, string password) =>
        browser.SendFormAsync("/sign-in", ("Email", email), ("Password", password));

    private static async Task GuessUntilClosedAsync(Browser browser, string email)
    {
        for (var guess = 0; guess < SignInThrottle.MaxPerSource; guess++)
        {
            (await GuessAsync(browser, email, "guess")).Dispose();
        }
    }

    private static async Task LockOutAsync(string email)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Users.Where(user => user.Email == email)
            .ExecuteUpdateAsync(user => user.SetProperty(one => one.LockoutEnd, DateTimeOffset.MaxValue));
    }

    private sealed class CountingHasher : IPasswordHasher<ApplicationUser>
    {
        private readonly PasswordHasher<ApplicationUser> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

        public int Hashes { get; private set; }

        public string HashPassword(ApplicationUser user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(ApplicationUser user, string hashedPassword, string providedPassword)
        {
            Hashes++;
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
