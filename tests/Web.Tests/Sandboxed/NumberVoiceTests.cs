using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Pages;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>From the setup check's finding to a call that reaches CrmVoice, and back to what was there before.</summary>
internal sealed class NumberVoiceTests
{
    private const string Path = "/settings/numbers/voice";
    private const string Changes = Path + "/changes";
    private const string Other = "https://old.example.com/in?key=1";

    private QuickSandbox sandbox = null!;
    private HttpClient twilio = null!;
    private Agent admin = null!;
    private Browser browser = null!;
    private string number = "";

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        twilio = new HttpClient { BaseAddress = new Uri($"{sandbox.Url}/2010-04-01/Accounts/{CrmVoiceApp.Aurora.AccountSid}/") };
        var credentials = $"{CrmVoiceApp.Aurora.AccountSid}:{CrmVoiceApp.Aurora.AuthToken}";
        twilio.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        (admin, browser) = await sandbox.App.HireWithBrowserAsync(role: Role.Admin);
        await browser.OpenAsync("/settings/numbers");
        var imported = await browser.SubmitAsync("/settings/numbers/imports");
        Assert.That(imported.All($"a[href='{Path}']"), Has.Count.EqualTo(1));
        number = imported.All("[data-number]")[0].GetAttribute("data-number")!;
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        twilio.Dispose();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task What_the_check_finds_is_set_with_one_press_a_call_comes_in_and_undo_restores_what_was_there()
    {
        await SetAtTwilioAsync(("VoiceUrl", Other), ("VoiceMethod", "GET"), ("StatusCallback", "https://old.example.com/ended"));
        Assert.That(await FindingsAsync(), Does.Contain("number-voice other-address"));
        var before = await CompareAsync();
        Assert.That(RowsOf(before), Is.EqualTo(new[] { "voice", "fallback", "status" }));
        Assert.That(before.Text, Does.Contain("GET https://old.example.com/in?key=1").And.Contain("As chamadas vão para: outro endereço"));

        var set = await browser.SubmitAsync(Changes, ("numbers", OfferOf(before)));

        Assert.That(OutcomesOf(set), Is.EqualTo(new[] { "done" }));
        Assert.That(AnswererOf(set), Is.EqualTo("crm-voice"), "compared again");
        Assert.That(await FindingsAsync(), Has.None.StartsWith("number-voice other-address"));
        var call = await CallInAsync();
        Assert.That(
            (call.GetProperty("direction").GetString(), call.GetProperty("from").GetString(), call.GetProperty("to").GetString()),
            Is.EqualTo(("inbound", "+5511912340000", number)));
        await HearMessageAsync(call.GetProperty("id").GetGuid());

        var undone = await browser.SubmitAsync(UndoOf(await CompareAsync()));

        Assert.That(OutcomesOf(undone), Is.EqualTo(new[] { "done" }));
        Assert.That(undone.Lines("[data-outcome]").Single(), Does.StartWith("Restaurado na Twilio"));
        var restored = await AtTwilioAsync();
        Assert.That(
            new[] { "voice_url", "voice_method", "voice_fallback_url", "status_callback" }.Select(field => restored.GetProperty(field).GetString()),
            Is.EqualTo(new[] { Other, "GET", "", "https://old.example.com/ended" }));
        var log = (await browser.OpenAsync("/settings/audit")).Text;
        Assert.That(log, Does.Contain("configurou na Twilio para onde vão as chamadas").And.Contain("outro endereço"));
        Assert.That(log, Does.Not.Contain("old.example.com"));
    }

    [Test]
    public async Task An_application_that_gets_the_calls_is_found_taken_away_and_put_back()
    {
        const string Application = "AP00000000000000000000000000000001";
        await SetAtTwilioAsync(("VoiceApplicationSid", Application));
        Assert.That(await FindingsAsync(), Does.Contain("number-voice application"));

        var set = await browser.SubmitAsync(Changes, ("numbers", OfferOf(await CompareAsync())));

        Assert.That((await AtTwilioAsync()).GetProperty("voice_application_sid").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await browser.SubmitAsync(UndoOf(set));
        var restored = await AtTwilioAsync();
        Assert.That(
            (restored.GetProperty("voice_application_sid").GetString(), restored.GetProperty("voice_url").GetString()),
            Is.EqualTo((Application, "")));
    }

    [Test]
    public async Task What_was_changed_at_Twilio_meanwhile_is_told_and_left_alone_and_nonsense_changes_nothing()
    {
        var seen = await CompareAsync();
        await SetAtTwilioAsync(("VoiceUrl", Other));

        var late = await browser.SubmitAsync(Changes, ("numbers", OfferOf(seen)));
        Assert.That(OutcomesOf(late), Is.EqualTo(new[] { "changed-meanwhile" }));
        Assert.That((await AtTwilioAsync()).GetProperty("voice_url").GetString(), Is.EqualTo(Other));
        await browser.SubmitAsync(Changes, ("numbers", OfferOf(late)));
        await SetAtTwilioAsync(("VoiceUrl", Other));
        var since = await CompareAsync();
        Assert.That((since.All("[data-changed-since]").Count, since.All(".number-voice details form").Count), Is.EqualTo((1, 0)));

        foreach (var numbers in new[] { "", "nonsense", $"{Guid.NewGuid()}", ",:,", new string('x', 10_000) })
        {
            var page = await browser.SubmitAsync(Changes, ("numbers", numbers));
            Assert.That((page.Status, page.All("[data-outcome]").Count), Is.EqualTo((200, 0)), numbers);
        }

        Assert.That((await browser.SubmitAsync(Changes, ("numbers", $"{Guid.NewGuid()}:0123"))).Status, Is.EqualTo(404));
        Assert.That((await AtTwilioAsync()).GetProperty("voice_url").GetString(), Is.EqualTo(Other));
    }

    private async Task<IReadOnlyList<string>> FindingsAsync() => SetupCheckTests.Findings(await SetupCheckTests.CheckAsync(browser));

    private async Task<Page> CompareAsync()
    {
        Assert.That((await browser.OpenAsync(Path)).All("form[hx-trigger='load, submit']"), Has.Count.EqualTo(1));
        return await browser.SubmitAsync(Path);
    }

    /// <summary>A customer calls, hears what there is to hear, and is on the pages.</summary>
    private async Task<JsonElement> CallInAsync()
    {
        using var called = await twilio.PostAsJsonAsync("/control/incoming", new { to = number, from = "+5511912340000" });
        Assert.That((int)called.StatusCode, Is.EqualTo(201));
        var calls = await Eventually.EventuallyAsync(
            async () => (await admin.RawAsync("api/v1/calls?direction=inbound")).GetProperty("items"),
            items => items.GetArrayLength() == 1,
            "the call is there");
        return calls[0];
    }

    /// <summary>The call's end is heard of, too, and so is what the caller said after the tone.</summary>
    private async Task HearMessageAsync(Guid call)
    {
        await Eventually.EventuallyAsync(
            async () => (await admin.EndedAsync(call)).Result,
            result => result == "voicemail-left",
            "the message is there");
        var inbox = await browser.OpenAsync("/voicemails");
        Assert.That(inbox.All(".voicemail.is-new"), Has.Count.EqualTo(1));
        var audio = inbox.All(".voicemail audio").Single().GetAttribute("src");
        using var listened = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, audio));
        Assert.That(
            ((int)listened.StatusCode, listened.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((200, "audio/x-wav")));
    }

    private async Task SetAtTwilioAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var sid = (await AtTwilioAsync()).GetProperty("sid").GetString();
        using var set = await twilio.PostAsync($"IncomingPhoneNumbers/{sid}.json", form);
        Assert.That((int)set.StatusCode, Is.EqualTo(200));
    }

    private async Task<JsonElement> AtTwilioAsync() =>
        (await twilio.GetFromJsonAsync<JsonElement>($"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(number)}"))
            .GetProperty("incoming_phone_numbers")[0];

    private string OfferOf(Page page) =>
        page.All($"[data-number='{number}'] input[name=numbers]").Single().GetAttribute("value")!;

    private string UndoOf(Page page) => page.All($"[data-number='{number}'] details form").Single().GetAttribute("action")!;

    private string? AnswererOf(Page page) => page.All($"[data-number='{number}']").Single().GetAttribute("data-answered-by");

    private string[] RowsOf(Page page) =>
        [.. page.All($"[data-number='{number}'] tr[data-field]").Select(row => row.GetAttribute("data-field")!)];

    private static string[] OutcomesOf(Page page) => [.. page.All("[data-outcome]").Select(line => line.GetAttribute("data-outcome")!)];
}
