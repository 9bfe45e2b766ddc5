using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>A number of the organization's own telephones, from the button to the call that comes from it, and away again.</summary>
internal sealed class CallerIdTests
{
    private const string Path = "/settings/numbers";
    private const string New = Path + "/verifications/new";
    private const string Create = Path + "/verifications";
    private const string Office = "+551131230009";

    private QuickSandbox sandbox = null!;
    private HttpClient http = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        browser = (await sandbox.App.HireWithBrowserAsync(role: Role.Admin)).Browser;
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        http.Dispose();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task A_code_typed_on_the_telephone_makes_its_number_one_that_calls_come_from_until_it_is_removed()
    {
        var agent = await sandbox.App.HireAsync();
        await browser.OpenAsync(Path);
        await browser.SubmitAsync($"{Path}/imports");
        var ringing = await VerifyAsync("(11) 3123-0009");
        var code = ringing.Lines(".verification-code").Single();
        Assert.That(code, Does.Match("^[0-9]{6}$"));
        Assert.That(await NumberLinesAsync(), Has.None.Contain("3123-0009"));
        await TypeAsync(code);

        var verified = await EndOfAsync(ringing.Path);
        Assert.That(verified.Text, Does.Contain("(11) 3123-0009 foi verificado").And.Not.Contain(code));
        Assert.That(await LineOfAsync("3123-0009"), Does.Contain("Identificador verificado").And.Contain("Recepção"));
        using var placed = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001", from = Office });
        Assert.That((int)placed.StatusCode, Is.EqualTo(201));

        var number = (await browser.OpenAsync(Path)).All($"[data-number='{Office}'] a").Single().GetAttribute("href")!;
        var removal = $"{number}/removal";
        await browser.OpenAsync(removal);
        Assert.That((await browser.SubmitAsync(removal)).Text, Does.Contain("Identificador removido"));
        Assert.That(await LineOfAsync("3123-0009"), Does.Contain("Fora da conta Twilio"));
        using var refused = await agent.Api.PostAsJsonAsync("api/v1/calls", new { to = "+5511987650001", from = Office });
        Assert.That((int)refused.StatusCode, Is.EqualTo(422));
        Assert.That((await browser.OpenAsync(removal)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task One_that_calls_come_from_is_removed_only_with_a_number_that_takes_its_place()
    {
        await browser.OpenAsync(Path);
        await browser.SubmitAsync($"{Path}/imports");
        var ringing = await VerifyAsync("(11) 3123-0009");
        await TypeAsync(ringing.Lines(".verification-code").Single());
        await EndOfAsync(ringing.Path);
        var page = await browser.OpenAsync(Path);
        var ids = page.All("[name=DefaultNumber] option")
            .ToDictionary(option => option.TextContent.Trim(), option => option.GetAttribute("value")!);
        await browser.SubmitAsync($"{Path}/caller-id", ("DefaultNumber", ids["(11) 3123-0009"]));
        var removal = $"{Path}/{ids["(11) 3123-0009"]}/removal";

        await browser.OpenAsync(removal);
        var refused = await browser.SubmitAsync(removal);
        Assert.That(refused.Status, Is.EqualTo(422));
        Assert.That(refused.Text, Does.Contain("As chamadas saem deste número."));
        var instead = refused.All("[name=Instead] option")[1].GetAttribute("value")!;
        Assert.That((await browser.SubmitAsync(removal, ("Instead", instead))).Text, Does.Contain("Identificador removido"));

        Assert.That(await LineOfAsync("(11) 4000-0001"), Does.Contain("Padrão"));
    }

    [TestCase("+5511940009002", "ninguém atendeu, ou o código estava errado")]
    public async Task Where_nobody_types_the_code_that_is_said_and_trying_again_is_another_press(string number, string told)
    {
        var ringing = await VerifyAsync(number);

        var failed = await EndOfAsync(ringing.Path);

        Assert.That(failed.Text, Does.Contain(told));
        var again = failed.All("#verification a[href*='verificationId']").Single().GetAttribute("href")!;
        Assert.That((await browser.OpenAsync(again)).FieldsOf(Create)["Number"], Is.EqualTo("(11) 94000-9002"));
        Assert.That(await RungAsync(number), Is.EqualTo(1), "nothing is rung by itself");
    }

    [TestCase("190", 422)]
    [TestCase("+39 06 698 83145", 422)]
    [TestCase("", 422)]
    [TestCase("(11) 4000-0001", 422)]
    public async Task What_may_not_be_rung_is_refused_with_the_reason_beside_the_form(string number, int status)
    {
        await browser.OpenAsync(Path);
        await browser.SubmitAsync($"{Path}/imports");
        await browser.OpenAsync(New);

        var page = await browser.SubmitAsync(Create, ("Number", number), ("Extension", "12"));

        Assert.That((page.Status, page.FieldsOf(Create)["Extension"]), Is.EqualTo((status, "12")));
        Assert.That(page.Lines(".field-validation-error, .notice.is-bad"), Is.Not.Empty);
        Assert.That((await http.GetFromJsonAsync<JsonElement>("/sandbox/calls")).GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_code_is_shown_to_whoever_asked_and_to_no_other_admin()
    {
        var ringing = await VerifyAsync("(11) 3123-0009");
        using var other = (await sandbox.App.HireWithBrowserAsync(role: Role.Admin)).Browser;

        var seen = await other.OpenAsync(ringing.Path);

        Assert.That(seen.All(".verification-code"), Is.Empty);
        var reloaded = await browser.OpenAsync(ringing.Path);
        Assert.That(reloaded.Lines(".verification-code"), Is.EqualTo(ringing.Lines(".verification-code")));
    }

    private async Task<Page> VerifyAsync(string number)
    {
        await browser.OpenAsync(New);
        var page = await browser.SubmitAsync(Create, ("Number", number), ("Label", "Recepção"));
        Assert.That(page.Status, Is.EqualTo(200), page.Text);
        return page;
    }

    private async Task TypeAsync(string code)
    {
        var call = await Eventually.EventuallyAsync(() => CallAsync(Office), call => call?.Status == "in-progress", "somebody answers");
        await http.PostAsJsonAsync($"/sandbox/calls/{call!.Value.Sid}/digits", new { digits = code });
    }

    private Task<Page> EndOfAsync(string path) => Eventually.EventuallyAsync(
        () => browser.OpenAsync(path),
        page => page.All("[data-verification=ringing], [data-verification=asked]").Count == 0,
        "it is decided");

    private async Task<string> LineOfAsync(string number) =>
        (await NumberLinesAsync()).Single(line => line.Contains(number, StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> NumberLinesAsync() => (await browser.OpenAsync(Path)).Lines("[data-number]");

    private async Task<(string Sid, string Status)?> CallAsync(string to) =>
        (await CallsAsync()).Where(call => call.GetProperty("to").GetString() == to)
            .Select(call => ((string, string)?)(call.GetProperty("sid").GetString()!, call.GetProperty("status").GetString()!))
            .FirstOrDefault();

    private async Task<int> RungAsync(string to) => (await CallsAsync()).Count(call => call.GetProperty("to").GetString() == to);

    private async Task<IReadOnlyList<JsonElement>> CallsAsync() =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/sandbox/calls")).EnumerateArray()];
}
