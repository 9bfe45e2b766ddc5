using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Mail;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Mail about accounts, taken by a real server.</summary>
[NonParallelizable]
internal sealed class AccountMailTests : WithMail
{
    private const string Chosen = "três gatos no telhado";

    private static int invited;

    [TestCase("en", "Your invitation to Nova on CrmVoice", "Accept invitation", "Invitation on its way to")]
    [TestCase("pt-BR", "Seu convite para Nova no CrmVoice", "Aceitar convite", "Convite a caminho de")]
    public async Task Who_is_invited_gets_the_link_by_mail_in_the_language_of_the_organization(
        string language, string subject, string press, string said)
    {
        var (_, _, admin) = await AdminAsync(language);
        using var _ = admin;

        var (page, email) = await InviteAsync(admin);
        var mail = await MailToAsync(email);

        Assert.That(page.Text, Does.Contain($"{said} {email}"));
        Assert.That(
            (mail.Subject, mail.From.Mailboxes.Single().Address, mail.Headers["Auto-Submitted"]),
            Is.EqualTo((subject, "crm@crmvoice.test", "auto-generated")));
        Assert.That(mail.HtmlBody, Does.Contain(press).And.Contain(LinkIn(mail)));
        using var browser = OpenElsewhere();
        await browser.OpenAsync(LinkIn(mail));
        Assert.That((await browser.SubmitAsync("/invitation", ("Name", "Nina"), ("Password", Chosen))).Path, Is.EqualTo("/contacts"));
        Assert.That(await StoredAsync(), Is.Empty, "what was sent is not kept");
    }

    [Test]
    public async Task The_first_admin_of_a_further_organization_gets_the_link_by_mail_in_its_language()
    {
        var (_, agent, browser) = await AdminAsync();
        using var _ = browser;
        await App.Services.GrantInstallationAdminAsync(agent.Email);
        App.Services.GetRequiredService<SessionChecks>().ForgetAll();
        var (name, email) = ($"Padaria {agent.Id:N}", $"dona{Interlocked.Increment(ref invited)}@people.example");
        await browser.OpenAsync("/installation/organizations/new");

        await browser.SubmitAsync(
            "/installation/organizations", ("Name", name), ("Language", "pt-BR"), ("AdminName", "Maria"), ("AdminEmail", email));

        var mail = await MailToAsync(email);
        Assert.That(mail.Subject, Is.EqualTo($"Seu convite para {name} no CrmVoice"));
        using var theirs = OpenElsewhere();
        Assert.That((await theirs.OpenAsync(LinkIn(mail))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_the_server_does_not_take_is_sent_again_and_nobody_waits_for_it()
    {
        var (_, _, admin) = await AdminAsync();
        using var _ = admin;
        Mail.Refuse(2);

        var (page, email) = await InviteAsync(admin);
        var stored = (await StoredAsync()).Single();
        Assert.That((page.Status, stored.ProtectedContent.Contains("people.example", StringComparison.Ordinal)), Is.EqualTo((200, false)));
        await MailToAsync(email, step: TimeSpan.FromMinutes(1));

        Assert.That(
            App.Log.Lines.Count(line => line.Text.Contains($"Mail {stored.Id} was not taken", StringComparison.Ordinal)),
            Is.EqualTo(2));
        Assert.That(App.Log.Lines.Where(line => line.Text.Contains(email, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Who_has_forgotten_the_password_chooses_another_by_a_link_that_works_once()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = signedIn;
        using var browser = OpenElsewhere();
        Assert.That((await browser.OpenAsync("/sign-in")).All("a[href='/forgot-password']"), Has.Count.EqualTo(1));

        var told = await AskAsync(browser, agent.Email.ToUpperInvariant());
        var link = LinkIn(await MailToAsync(agent.Email));
        await browser.OpenAsync(link);
        var saved = await browser.SubmitAsync("/choose-password", ("Password", Chosen));

        Assert.That((told.Status, saved.Path), Is.EqualTo((200, "/sign-in")), saved.Text);
        Assert.That((await browser.OpenAsync(link)).Status, Is.EqualTo(404));
        Assert.That((await signedIn.OpenAsync("/contacts")).Path, Does.StartWith("/sign-in"), "other sessions have ended");
        Assert.That((await browser.SignInAsync(agent.Email, Chosen)).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task The_link_is_over_after_an_hour()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = signedIn;
        using var browser = OpenElsewhere();
        await AskAsync(browser, agent.Email);
        var link = LinkIn(await MailToAsync(agent.Email));
        Assert.That((await browser.OpenAsync(link)).Status, Is.EqualTo(200));

        Clock.Advance(TimeSpan.FromHours(1));

        Assert.That((await browser.OpenAsync(link)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Nobody_learns_who_has_an_account_and_three_an_hour_are_enough()
    {
        var (agent, signedIn) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync("en"));
        using var _ = signedIn;
        var told = new List<string[]>();
        foreach (var email in new[] { agent.Email, $"{Guid.NewGuid():N}@people.example" })
        {
            var answers = new List<string>();
            for (var time = 0; time <= SignInThrottle.MaxMails; time++)
            {
                using var browser = OpenElsewhere();
                var page = await AskAsync(browser, email);
                var said = $"{page.Status} {page.Lines("h1").Single()} {page.Lines("main p")[0]}";
                answers.Add(said.Replace(email, "", StringComparison.Ordinal));
            }

            told.Add([.. answers]);
        }

        Assert.That(told[1], Is.EqualTo(told[0]));
        Assert.That(told[0].Select(answer => answer[..3]), Is.EqualTo((string[])["200", "200", "200", "429"]));
        await MailToAsync(agent.Email, SignInThrottle.MaxMails);
        await WhileTheClockMovesAsync(
            async () => (await StoredAsync()).Count == 0, "what is for nobody is gone as well", MailDispatcher.LooksEvery);
    }

    private static async Task<Page> AskAsync(Browser browser, string email)
    {
        await browser.OpenAsync("/forgot-password");
        return await browser.SubmitAsync("/forgot-password", ("Email", email));
    }

    private static async Task<(Page Page, string Email)> InviteAsync(Browser admin)
    {
        var email = $"mailed{Interlocked.Increment(ref invited)}@people.example";
        await admin.OpenAsync("/settings/people/invitations/new");
        var page = await admin.SubmitAsync(
            "/settings/people/invitations",
            ("Name", "Nina"),
            ("Email", email),
            ("Role", Kebab.Of(Role.Agent)));
        return (page, email);
    }

    private static async Task<IReadOnlyList<MailRow>> StoredAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Mails.AsNoTracking().ToListAsync();
    }
}
