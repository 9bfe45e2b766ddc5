using System.Diagnostics;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Mail;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using OtpNet;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// Tests of accounts: they share an application that sends mail to a server of theirs, and a clock that they move. One after the other.
/// </summary>
internal abstract partial class WithMail
{
    private static readonly SemaphoreSlim starting = new(1, 1);
    private static TwilioStandIn? twilio;
    private static CrmVoiceApp? app;
    private static MailServer? mail;
    private static int lastSource;

    protected static CrmVoiceApp App => app!;

    protected static MailServer Mail => mail!;

    protected static FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            mail ??= await MailServer.StartAsync();
            twilio ??= await TwilioStandIn.StartAsync();
            app ??= await CrmVoiceApp.StartAsync(
                twilio.Url,
                Clock,
                ("Mail:Host", "127.0.0.1"),
                ("Mail:Port", $"{Mail.Port}"),
                ("Mail:From", "CrmVoice <crm@crmvoice.test>"),
                ("Mail:Security", "None"));
        }
        finally
        {
            starting.Release();
        }
    }

    [OneTimeTearDown]
    public static void NothingWentWrongUnseen() => App.AssertNoErrorsLogged();

    internal static async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            await twilio!.DisposeAsync();
            await mail!.DisposeAsync();
        }
    }

    /// <summary>A browser from where nobody has been before.</summary>
    protected static Browser OpenElsewhere()
    {
        var browser = App.OpenBrowser($"127.78.0.{Interlocked.Increment(ref lastSource)}");
        browser.Language = "en";
        return browser;
    }

    protected static async Task<(Tenant Tenant, Agent Agent, Browser Browser)> AdminAsync(string language = "en")
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        return (tenant, agent, browser);
    }

    /// <summary>Turns two-factor sign-in on through its page; one period later, so that the next code is a new one.</summary>
    protected static async Task<Authenticator> SetUpAsync(Browser browser)
    {
        var page = await browser.OpenAsync("/settings/my-security/authenticator");
        var key = page.Lines(".authenticator-key").Single().Replace(" ", "", StringComparison.Ordinal);
        var shown = await browser.SubmitAsync("/settings/my-security/authenticator", ("Code", CodeOf(key)));
        Assert.That((shown.Status, shown.Path), Is.EqualTo((200, "/settings/my-security/recovery-codes")), shown.Text);
        Clock.Advance(TimeSpan.FromSeconds(AuthenticatorCode.PeriodSeconds));
        return new Authenticator(key, shown.Lines(".recovery-codes code"));
    }

    /// <summary>Of now.</summary>
    protected static string CodeOf(string key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(Clock.GetUtcNow().UtcDateTime);

    /// <summary>Has the outbox look, and waits for the newest mail to an address.</summary>
    /// <param name="step">By how much the clock is moved again and again; more than the outbox's own where it waits to try again.</param>
    protected static async Task<MimeMessage> MailToAsync(string address, int atLeast = 1, TimeSpan? step = null)
    {
        await WhileTheClockMovesAsync(
            () => Task.FromResult(Mail.To(address).Count >= atLeast), "the mail has come", step ?? MailDispatcher.LooksEvery);
        return Mail.To(address)[^1];
    }

    /// <summary>Moves the clock a few times a second: a mail takes that long on its way, and links are not to be over meanwhile.</summary>
    protected static async Task WhileTheClockMovesAsync(Func<Task<bool>> isEnough, string what, TimeSpan step)
    {
        var movedAt = 0L;
        await Eventually.EventuallyAsync(
            () =>
            {
                if (movedAt == 0 || Stopwatch.GetElapsedTime(movedAt) > TimeSpan.FromMilliseconds(300))
                {
                    Clock.Advance(step);
                    movedAt = Stopwatch.GetTimestamp();
                }

                return isEnough();
            },
            enough => enough,
            what);
    }

    /// <summary>The link in a mail, as a path.</summary>
    protected static string LinkIn(MimeMessage mail) => AnAddress().Match(mail.TextBody!).Value[App.Url.Length..];

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex AnAddress();

    protected sealed record Authenticator(string Key, IReadOnlyList<string> RecoveryCodes);
}
