using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Tests;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>The account's own numbers, and those that are shown to be somebody's by a code.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class NumberTests
{
    private const string Foreign = "+5511940000007";

    [Test]
    public async Task A_number_keeps_what_it_is_set_to_and_loses_what_is_emptied()
    {
        await using var sandbox = await StartAsync();
        var path = $"IncomingPhoneNumbers/{await SidOfNumberAsync(sandbox)}.json";

        using var set = await sandbox.PostAsync(
            path,
            ("VoiceUrl", "https://crm.example.com/twilio/in"),
            ("VoiceMethod", "GET"),
            ("FriendlyName", "Vendas"));
        using var emptied = await sandbox.PostAsync(path, ("VoiceUrl", ""));

        var number = await sandbox.GetAsync(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(set)).GetProperty("voice_url").GetString(), Is.EqualTo("https://crm.example.com/twilio/in"));
            Assert.That(emptied.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(number.GetProperty("voice_url").GetString(), Is.Empty);
            Assert.That(
                (number.GetProperty("voice_method").GetString(), number.GetProperty("friendly_name").GetString()),
                Is.EqualTo(("GET", "Vendas")));
        }
    }

    [Test]
    public async Task An_application_and_a_trunk_take_each_others_place_and_the_calls_from_the_addresses()
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/in", "<Hangup/>");
        var path = $"IncomingPhoneNumbers/{await SidOfNumberAsync(sandbox)}.json";
        const string Application = "AP00000000000000000000000000000001";
        const string Trunk = "TK00000000000000000000000000000001";

        Assert.That(
            await SetAsync(("VoiceUrl", sandbox.Receiver.Url + "/in"), ("VoiceApplicationSid", Application)),
            Is.EqualTo((Application, (string?)null, HttpStatusCode.Conflict)));
        Assert.That(await SetAsync(("TrunkSid", Trunk)), Is.EqualTo(((string?)null, Trunk, HttpStatusCode.Conflict)));
        Assert.That(await SetAsync(("FriendlyName", "Vendas")), Is.EqualTo(((string?)null, Trunk, HttpStatusCode.Conflict)));
        Assert.That(await SetAsync(("TrunkSid", "")), Is.EqualTo(((string?)null, (string?)null, HttpStatusCode.Created)));

        async Task<(string? Application, string? Trunk, HttpStatusCode CalledIn)> SetAsync(params (string Name, string Value)[] fields)
        {
            using var set = await sandbox.PostAsync(path, fields);
            var number = await JsonOf(set);
            using var called = await sandbox.Http.PostAsJsonAsync("/control/incoming", new { to = Number, from = Foreign });
            return (number.GetProperty("voice_application_sid").GetString(), number.GetProperty("trunk_sid").GetString(), called.StatusCode);
        }
    }

    [TestCase("VoiceApplicationSid", "TK00000000000000000000000000000001", 20001)]
    [TestCase("TrunkSid", "nonsense", 20001)]
    [TestCase("VoiceUrl", "nowhere", 21402)]
    [TestCase("VoiceMethod", "PUT", 20001)]
    public async Task A_number_is_not_set_to_what_Twilio_refuses(string name, string value, int code)
    {
        await using var sandbox = await StartAsync();
        var path = $"IncomingPhoneNumbers/{await SidOfNumberAsync(sandbox)}.json";

        using var refused = await sandbox.PostAsync(path, ("FriendlyName", "Vendas"), (name, value));

        Assert.That((await JsonOf(refused)).GetProperty("code").GetInt32(), Is.EqualTo(code));
        Assert.That((await sandbox.GetAsync(path)).GetProperty("friendly_name").GetString(), Is.EqualTo(Number), "nothing of it was done");
    }

    [Test]
    public async Task A_thousand_numbers_are_listed_page_by_page_and_found_by_name()
    {
        await using var sandbox = await StartAsync([
            .. Enumerable.Range(0, 1001).Select(at => $"--Sandbox:Accounts:0:Numbers:{at}=+55114001{at:D4}"),
        ]);
        var found = new HashSet<string>();
        for (var next = Path("IncomingPhoneNumbers.json?PageSize=400"); next is not null;)
        {
            var page = await sandbox.GetAsync(next[Path("").Length..]);
            found.UnionWith(
                page.GetProperty("incoming_phone_numbers")
                    .EnumerateArray()
                    .Select(number => number.GetProperty("phone_number").GetString()!));
            next = page.GetProperty("next_page_uri").GetString();
        }

        var named = await sandbox.GetAsync("IncomingPhoneNumbers.json?FriendlyName=%2B551140010999");
        Assert.That(found, Has.Count.EqualTo(1001));
        Assert.That(named.GetProperty("incoming_phone_numbers").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_types_the_code_at_the_phone_shows_that_it_is_theirs_and_calls_may_come_from_it()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.1");
        sandbox.Receiver.Answers("/verified", "");
        using var before = await sandbox.PostCallAsync(Agent, ("From", Foreign));
        var asked = await VerifyAsync(sandbox);
        var call = asked.GetProperty("call_sid").GetString()!;
        await sandbox.StatusIsAsync(call, "in-progress");
        Assert.That(
            Markup.Read(await sandbox.Http.GetStringAsync("/")).QuerySelectorAll("[data-keep]"),
            Has.Count.EqualTo(1),
            "the page asks for the code");

        await sandbox.PressAsync(call, "000000" == asked.GetProperty("validation_code").GetString() ? "111111" : "000000");
        await sandbox.PressAsync(call, asked.GetProperty("validation_code").GetString()!);

        var told = await sandbox.Receiver.UntilAsync("/verified", "completed");
        using var after = await sandbox.PostCallAsync(Agent, ("From", Foreign));
        var callerId = (await sandbox.GetAsync("OutgoingCallerIds.json")).GetProperty("outgoing_caller_ids")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(before)).GetProperty("code").GetInt32(), Is.EqualTo(21210));
            Assert.That(told["VerificationStatus"], Is.EqualTo("success"));
            Assert.That(told["OutgoingCallerIdSid"], Is.EqualTo(callerId.GetProperty("sid").GetString()));
            Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }
    }

    [TestCase("+5511940009002")]
    [TestCase(Foreign)]
    public async Task A_number_where_nobody_types_the_code_stays_foreign(string number)
    {
        await using var sandbox = await StartAsync();
        sandbox.Receiver.Answers("/verified", "");
        await VerifyAsync(sandbox, number);

        var told = await sandbox.Receiver.UntilAsync("/verified", number == Foreign ? "completed" : "busy");

        Assert.That(told["VerificationStatus"], Is.EqualTo("failed"));
        Assert.That((await sandbox.GetAsync("OutgoingCallerIds.json")).GetProperty("outgoing_caller_ids").GetArrayLength(), Is.Zero);
    }

    [TestCase("nobody", 21401)]
    [TestCase(Number, 21450)]
    [TestCase("+5352345678", 21215)]
    public async Task A_number_that_cannot_be_verified_is_refused(string number, int code)
    {
        await using var sandbox = await StartAsync();

        using var refused = await sandbox.PostAsync("OutgoingCallerIds.json", ("PhoneNumber", number));

        Assert.That((await JsonOf(refused)).GetProperty("code").GetInt32(), Is.EqualTo(code));
    }

    private static async Task<string> SidOfNumberAsync(SandboxUnderTest sandbox) =>
        (await sandbox.GetAsync("IncomingPhoneNumbers.json")).GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString()!;

    private static async Task<JsonElement> VerifyAsync(SandboxUnderTest sandbox, string number = Foreign)
    {
        using var asked = await sandbox.PostAsync(
            "OutgoingCallerIds.json",
            ("PhoneNumber", number),
            ("StatusCallback", sandbox.Receiver.Url + "/verified"));
        return await JsonOf(asked);
    }
}
