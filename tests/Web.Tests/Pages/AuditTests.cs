using System.Text;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static CrmVoice.Web.Tests.Support.Eventually;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Who did what, as admins find it.</summary>
internal sealed class AuditTests : WithStandIn
{
    private const string Path = "/settings/audit";
    private const string Password = "three cats on the roof";

    [TestCase("en", "{0} changed the role of {1}", "Role: Agent → Supervisor")]
    [TestCase("pt-BR", "{0} alterou o perfil de {1}", "Perfil: Agente → Supervisor(a)")]
    public async Task A_change_is_told_in_a_sentence_with_what_it_was_and_from_where_it_came(
        string language,
        string sentence,
        string change)
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        await browser.OpenAsync("/settings/people");
        await browser.SubmitAsync($"/settings/people/{agent.Id}/role", ("role", "supervisor"));

        var page = await browser.OpenAsync(Path);

        Assert.That((page.Status, page.Language), Is.EqualTo((200, language)));
        var told = page.All(".audit-entry").Select(entry => entry.GetAttribute("data-audit"));
        Assert.That(told, Is.EqualTo(new[] { "role-changed", "signed-in" }), "newest first");
        Assert.That(
            page.Lines(".audit-entry")[0],
            Does.Contain(string.Format(null, sentence, admin.Name, agent.Name)).And.Contain(change).And.Contain("127.0.0.1"));
    }

    [TestCase(Role.Agent, 403)]
    [TestCase(Role.Supervisor, 403)]
    [TestCase(Role.Admin, 200)]
    public async Task Only_admins_see_it_and_take_it_away(Role role, int status)
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), role);
        using var _ = browser;

        Assert.That((await browser.OpenAsync(Path)).Status, Is.EqualTo(status));
        Assert.That((await browser.OpenAsync($"{Path}/export")).Status, Is.EqualTo(status));
        var links = (await browser.OpenAsync("/settings/my-phone")).All($"a[href='{Path}']");
        Assert.That(links, Has.Count.EqualTo(role is Role.Admin ? 1 : 0));
    }

    [Test]
    public async Task Signing_in_failing_to_and_signing_out_are_told_to_each_organization_of_the_person()
    {
        var (one, two) = (await App.CreateOrganizationAsync("en"), await App.CreateOrganizationAsync("en"));
        var (person, browser) = await App.HireWithBrowserAsync(one, second: two);
        using var _ = browser;
        using var guesser = App.OpenBrowser();
        await guesser.SignInAsync(person.Email.ToUpperInvariant(), "not this one");
        await guesser.SignInAsync($"{Guid.NewGuid():N}@people.example", "not this one either");
        foreach (var tenant in new[] { one, two })
        {
            var told = await EventuallyAsync(
                () => EntriesAsync(tenant, AuditAction.SignInFailed), found => found.Count > 0, "a failed sign-in is told");
            Assert.That(
                told.Select(entry => (entry.MemberId, entry.Address, entry.Changes.Count)),
                Is.EqualTo(new[] { ((MembershipId?)null, "127.0.0.1", 0) }));
        }

        var page = await browser.OpenAsync("/contacts");
        var second = page.All("button[name=organizationId]").Select(button => button.GetAttribute("value")).ToList();
        await browser.PressAsync("/organization", "organizationId", second.Single(id => id == $"{two.Id.Value}")!);
        await browser.SubmitAsync("/sign-out");

        Assert.That(await EntriesAsync(two, AuditAction.OrganizationEntered), Has.Count.EqualTo(1));
        Assert.That(
            (await EntriesAsync(one, AuditAction.SignedIn)).Count + (await EntriesAsync(two, AuditAction.SignedIn)).Count,
            Is.EqualTo(1),
            "signing in leads into one of them");
        Assert.That(
            (await EntriesAsync(two, AuditAction.SignedOut)).Select(entry => entry.MemberId?.Value),
            Is.EqualTo(new Guid?[] { await MemberAsync(two) }));
    }

    [Test]
    public async Task A_password_that_is_chosen_is_told_with_it_and_one_that_is_not_is_not()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        var (agent, theirs) = await App.HireWithBrowserAsync(tenant);
        using var other = theirs;
        await browser.OpenAsync("/settings/people");
        var made = await browser.SubmitAsync($"/settings/people/{agent.Id}/password-links");
        var link = new Uri(made.All(".link-to-copy input").Single().GetAttribute("value")!).PathAndQuery;
        using var chooser = App.OpenBrowser();
        await chooser.OpenAsync(link);

        Assert.That((await chooser.SubmitAsync("/choose-password", ("Password", "short"))).All(".link-to-copy"), Is.Empty);
        Assert.That(await EntriesAsync(tenant, AuditAction.PasswordChanged), Is.Empty);
        await chooser.SubmitAsync("/choose-password", ("Password", Password));

        Assert.That(
            (await EntriesAsync(tenant, AuditAction.PasswordLinkMade)).Select(entry => (entry.MemberId?.Value, entry.RecordId)),
            Is.EqualTo(new[] { ((Guid?)admin.Id, agent.Id) }));
        Assert.That(
            (await EntriesAsync(tenant, AuditAction.PasswordChanged)).Select(entry => (entry.MemberId, entry.RecordId)),
            Is.EqualTo(new[] { ((MembershipId?)null, agent.Id) }));
        Assert.That((await chooser.SignInAsync(agent.Email, Password)).Path, Is.EqualTo("/contacts"));
    }

    [Test]
    public async Task A_recording_is_told_to_be_listened_to_once_however_many_parts_of_it_are_fetched()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Recording(seconds: 6));
        Twilio.WhenAskedFor("GET", call.RecordingSid, Answers.Audio(new byte[1000]));
        var path = $"/calls/{call.Id}/recordings/{(await call.ReadAsync()).Recordings.Single().Id}/media";
        var hour = DateTimeOffset.UtcNow.Hour;

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(i => new[]
        {
            AskAsync(request => browser.SendAsync(request), path, $"bytes={i}-9"),
            AskAsync(request => agent.Api.SendAsync(request), $"/api/v1{path}", $"bytes={i}-9"),
        }));

        var told = await EntriesAsync(agent.Tenant, AuditAction.RecordingListened);
        Assert.That(told, Has.Count.EqualTo(1).Or.Count.EqualTo(DateTimeOffset.UtcNow.Hour == hour ? 1 : 2));
        Assert.That(
            (told[0].MemberId?.Value, told[0].Changes.Single()),
            Is.EqualTo(((Guid?)agent.Id, new AuditedChange("call", null, $"{call.Id}"))));
    }

    [Test]
    public async Task It_is_narrowed_by_person_action_and_days_and_turned_page_by_page()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        var agent = await App.HireAsync(tenant);
        var noon = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        // The evening of the tenth in São Paulo is the eleventh in Greenwich.
        await App.StoreAsync(tenant.Id,
        [
            .. Enumerable.Range(0, 55).Select(i => Entry(tenant, noon.AddSeconds(-i), admin.Id, AuditAction.MemberDeactivated, agent.Id)),
            Entry(tenant, noon.AddHours(13), agent.Id, AuditAction.PhoneChanged, agent.Id),
        ]);

        async Task<int> CountAsync(string query) => (await browser.OpenAsync($"{Path}?{query}")).All(".audit-entry").Count;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountAsync("since=2026-03-10&until=2026-03-10&what=phone-changed"), Is.EqualTo(1));
            Assert.That(await CountAsync("since=2026-03-11&until=2026-03-12"), Is.Zero);
            Assert.That(await CountAsync($"memberId={agent.Id}&until=2026-03-10"), Is.EqualTo(50), "did it, or had it done to");
            Assert.That(await CountAsync($"memberId={admin.Id}&what=phone-changed"), Is.Zero);
            Assert.That(
                (await browser.OpenAsync($"{Path}?what=nonsense&since=2026-02-30")).Text,
                Does.Contain("Some filters can't be read").And.Contain("Action: “nonsense”"));
            Assert.That(
                (await browser.OpenAsync($"{Path}?since=2026-03-11&until=2026-03-10")).Text,
                Does.Contain("The end date is before the start date"));
        }

        var first = await browser.OpenAsync($"{Path}?what=member-deactivated");
        var rest = await browser.OpenAsync(first.All("a[rel=next]").Single().GetAttribute("href")!);
        Assert.That(
            (first.All(".audit-entry").Count, rest.All(".audit-entry").Count, rest.All("a[rel=next]").Count),
            Is.EqualTo((50, 5, 0)));
    }

    [TestCase("en", ",")]
    [TestCase("pt-BR", ";")]
    public async Task What_is_exported_is_all_that_the_filter_leaves_without_formulas_and_is_told(string language, string separator)
    {
        var tenant = await App.CreateOrganizationAsync(language);
        var (admin, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var _ = browser;
        var now = DateTimeOffset.UtcNow;
        await App.StoreAsync(
            tenant.Id,
            [.. Enumerable.Range(0, 250).Select(i => Entry(tenant, now.AddMinutes(-i), admin.Id, AuditAction.PhoneChanged, admin.Id))]);
        await browser.OpenAsync("/settings/people/invitations/new");
        await browser.SubmitAsync(
            "/settings/people/invitations",
            ("Name", "=HYPERLINK(\"x\";1,2)"),
            ("Email", $"{Guid.NewGuid():N}@people.example"),
            ("Role", "agent"));

        using var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Path}/export?memberId={admin.Id}"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff').TrimEnd().Split("\r\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
            Assert.That(answer.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
            Assert.That(bytes.Take(3), Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
            Assert.That(
                lines[0].Split(separator),
                Is.EqualTo("time member_id member action sentence record_kind record_id record ip_address changes".Split(' ')));
            Assert.That(lines, Has.Length.EqualTo(1 + 250 + 3), "and signing in, inviting, and the export itself");
            var cell = $"{separator}\"'=HYPERLINK(\"\"x\"\";1,2)\"{separator}";
            Assert.That(lines.Count(line => line.Contains(cell, StringComparison.Ordinal)), Is.EqualTo(1), "no formula");
        }

        var told = (await EntriesAsync(tenant, AuditAction.AuditExported)).Single();
        Assert.That(
            (told.MemberId?.Value, told.Changes.Single()),
            Is.EqualTo(((Guid?)admin.Id, new AuditedChange("filter-member", null, $"{admin.Id}"))));
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+55", "'+55")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("a=1", "a=1")]
    [TestCase("a;b", "\"a;b\"")]
    [TestCase("a,b", "a,b")]
    [TestCase("say \"a\"\nb", "\"say \"\"a\"\"\nb\"")]
    [TestCase(null, "")]
    public void A_cell_is_never_a_formula_and_never_more_than_one(string? text, string cell) =>
        Assert.That(CsvResult.Write(text, ";"), Is.EqualTo(cell));

    private static AuditEntry Entry(Tenant tenant, DateTimeOffset at, Guid member, AuditAction action, Guid record) =>
        AuditEntry.Write(tenant.Id, at, new MembershipId(member), action, AuditedKind.Member, record, "192.0.2.1", []);

    private static async Task<List<AuditEntry>> EntriesAsync(Tenant tenant, AuditAction action)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Action == action).ToListAsync();
    }

    private static async Task<Guid> MemberAsync(Tenant tenant)
    {
        await using var scope = App.Enter(tenant.Id, out var db);
        return (await db.Set<Membership>().SingleAsync()).Id.Value;
    }

    private static async Task AskAsync(Func<HttpRequestMessage, Task<HttpResponseMessage>> send, string path, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await send(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(206), path);
    }
}
