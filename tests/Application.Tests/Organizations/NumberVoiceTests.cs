using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>What Twilio does when numbers are called: compared with what is needed, set, and put back.</summary>
public sealed class NumberVoiceTests
{
    private const string Rio = "+552140000001";
    private const string Salvador = "+557140000001";

    private static readonly VoiceSettings foreign = new(
        new VoiceAddress("https://user:secret@old.example/in?key=1", "GET"),
        new VoiceAddress("", "POST"),
        new VoiceAddress("https://old.example/ended", "POST"));

    private readonly Mock<IVoiceSettings> twilio = new(MockBehavior.Strict);
    private readonly Dictionary<string, VoiceSettings> account = [];
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(change: services => services.Replace(ServiceDescriptor.Singleton(twilio.Object)));
        twilio.Setup(port => port.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => new VoiceSettingsListing(account));
        twilio.Setup(port => port.ReadAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string sid, CancellationToken _) => account.TryGetValue(sid, out var settings)
                ? new VoiceSettingsReading(settings)
                : new VoiceSettingsReading(null, new CarrierErrorView(20404, "Not found")));
        Sets(error: null);
        account[SidOf(Rio)] = foreign;
        await ImportAsync(Rio);
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    private static IEnumerable<TestCaseData> Answerers()
    {
        var ours = Settings("https://crm.example/twilio/numbers/1/voice#ct=2000&rp=ct,5xx");
        yield return new(ours, VoiceAnswerer.CrmVoice);
        yield return new(Settings("https://CRM.example/twilio/numbers/1/voice#ct=2000&rp=ct%2C5xx"), VoiceAnswerer.CrmVoice);
        yield return new(ours with { TrunkSid = "TK1" }, VoiceAnswerer.Trunk);
        yield return new(ours with { ApplicationSid = "AP1" }, VoiceAnswerer.Application);
        yield return new(ours with { Status = new("", "POST") }, VoiceAnswerer.CrmVoiceInPart);
        yield return new(ours with { Voice = ours.Voice with { Method = "GET" } }, VoiceAnswerer.CrmVoiceInPart);
        yield return new(Settings("https://crm.example/twilio/numbers/1/voice"), VoiceAnswerer.CrmVoiceInPart);
        yield return new(Settings(""), VoiceAnswerer.Nothing);
        yield return new(Settings("https://demo.twilio.com/welcome/voice/"), VoiceAnswerer.Demo);
        yield return new(Settings("https://old.example/twilio/numbers/1/voice#ct=2000"), VoiceAnswerer.OtherAddress);
        yield return new(Settings("https://crm.example/twilio/numbers/2/voice"), VoiceAnswerer.OtherAddress);
        yield return new(Settings("nonsense"), VoiceAnswerer.OtherAddress);

        static VoiceSettings Settings(string voice) => new(new(voice, "POST"), new("https://crm.example/f", "POST"), new("https://crm.example/s", "POST"));
    }

    [TestCaseSource(nameof(Answerers))]
    public void Who_answers_follows_from_what_Twilio_goes_by(VoiceSettings settings, VoiceAnswerer answerer)
    {
        var ours = new VoiceSettings(
            new("https://crm.example/twilio/numbers/1/voice#ct=2000&rp=ct,5xx", "POST"),
            new("https://crm.example/f", "POST"),
            new("https://crm.example/s", "POST"));
        Assert.That(settings.AnswererBeside(ours), Is.EqualTo(answerer));
    }

    [Test]
    public async Task What_stood_there_before_is_kept_encrypted_and_put_back_exactly()
    {
        Assert.That((await OnlyAsync()).AnsweredBy, Is.EqualTo(VoiceAnswerer.OtherAddress));

        Assert.That(await SetAsync(), Is.EqualTo(NumberVoiceOutcome.Done));

        var set = await OnlyAsync();
        Assert.That((set.AnsweredBy, set.MayBeUndone, set.ChangedAt), Is.EqualTo((VoiceAnswerer.CrmVoice, true, crm.Clock.GetUtcNow())));
        Assert.That(account[SidOf(Rio)].Voice.Url, Does.StartWith($"https://crm.example/twilio/numbers/{set.Id}/voice#"));
        Assert.That(account[SidOf(Rio)].Fallback.Url, Does.StartWith($"https://crm.example/twilio/numbers/{set.Id}/voice-fallback#"));
        Assert.That(account[SidOf(Rio)].Status.Url, Does.StartWith($"https://crm.example/twilio/numbers/{set.Id}/voice-status#"));
        Assert.That(await KeptAsync(), Does.Not.Contain("secret").And.Not.Contain("old.example"));
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await UndoAsync(), Is.EqualTo(NumberVoiceOutcome.Done));

        Assert.That(account[SidOf(Rio)], Is.EqualTo(foreign));
        Assert.That((await KeptAsync(), await UndoAsync()), Is.EqualTo(((string?)null, NumberVoiceOutcome.NothingToDo)));
        Assert.That(await AuditedAsync(), Is.EqualTo(new[]
        {
            "NumberVoiceSet answered-by other-address crm-voice", "NumberVoiceUndone answered-by crm-voice other-address",
        }));
    }

    [Test]
    public async Task What_the_admin_has_not_seen_is_not_overwritten()
    {
        var seen = await OnlyAsync();
        account[SidOf(Rio)] = foreign with { TrunkSid = "TK00000000000000000000000000000001" };

        Assert.That(await SetAsync(seen), Is.EqualTo(NumberVoiceOutcome.ChangedMeanwhile));
        Assert.That((await KeptAsync(), (await AuditedAsync()).Length), Is.EqualTo(((string?)null, 0)));
        Assert.That((await OnlyAsync()).AnsweredBy, Is.EqualTo(VoiceAnswerer.Trunk));
    }

    [Test]
    public async Task What_somebody_changed_at_Twilio_since_is_not_undone()
    {
        await SetAsync();
        var theirs = account[SidOf(Rio)] = foreign with { ApplicationSid = "AP00000000000000000000000000000001" };

        Assert.That(await UndoAsync(), Is.EqualTo(NumberVoiceOutcome.ChangedMeanwhile));

        Assert.That(account[SidOf(Rio)], Is.EqualTo(theirs));
        var number = await OnlyAsync();
        Assert.That((number.IsChangedSince, number.MayBeUndone, number.IsDiffering), Is.EqualTo((true, false, true)));
        await SetAsync();
        await UndoAsync();
        Assert.That(account[SidOf(Rio)], Is.EqualTo(theirs), "it was shown as what is there before");
    }

    [Test]
    public async Task Of_two_admins_who_press_at_once_one_is_told_and_what_stood_there_before_is_kept_once()
    {
        var seen = await OnlyAsync();
        var isFirst = true;
        twilio.Setup(port => port.ReadAsync(SidOf(Rio), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            var read = account[SidOf(Rio)];
            if (isFirst)
            {
                isFirst = false;
                Assert.That(await SetAsync(seen), Is.EqualTo(NumberVoiceOutcome.Done), "the other one's");
            }

            return new VoiceSettingsReading(read);
        });

        Assert.That(await SetAsync(seen), Is.EqualTo(NumberVoiceOutcome.ChangedMeanwhile));

        await UndoAsync();
        Assert.That(account[SidOf(Rio)], Is.EqualTo(foreign));
    }

    [Test]
    public async Task What_Twilio_refuses_leaves_nothing_to_undo_and_is_in_the_audit_log()
    {
        Sets(new CarrierErrorView(21402, "Invalid URL"));

        Assert.That(await SetAsync(), Is.EqualTo(NumberVoiceOutcome.Refused));

        Assert.That((await OnlyAsync()).Change, Is.Null);
        Assert.That(await KeptAsync(), Is.Null);
        Assert.That(await AuditedAsync(), Is.EquivalentTo(new[]
        {
            "NumberVoiceSet answered-by other-address crm-voice", "NumberVoiceRefused error-code  21402",
        }));
    }

    [Test]
    public async Task A_refusal_does_not_lose_what_an_earlier_change_kept()
    {
        await SetAsync();
        var first = await KeptAsync();
        account[SidOf(Rio)] = foreign with { TrunkSid = "TK00000000000000000000000000000001" };
        Sets(new CarrierErrorView(21402, "Invalid URL"));

        await SetAsync();

        Assert.That(await KeptAsync(), Is.EqualTo(first));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Where_Twilio_does_not_answer_it_can_be_undone_if_it_was_done(bool wasDone)
    {
        Sets(new CarrierErrorView(0, "No answer"), isDone: wasDone);

        Assert.That(await SetAsync(), Is.EqualTo(NumberVoiceOutcome.Unclear));

        Assert.That((await OnlyAsync()).MayBeUndone, Is.EqualTo(wasDone));
        Sets(error: null);
        Assert.That(await UndoAsync(), Is.EqualTo(wasDone ? NumberVoiceOutcome.Done : NumberVoiceOutcome.NothingToDo));
        Assert.That((account[SidOf(Rio)], await KeptAsync()), Is.EqualTo((foreign, (string?)null)));
    }

    [Test]
    public async Task An_undoing_that_fails_can_be_tried_again()
    {
        await SetAsync();
        Sets(new CarrierErrorView(20429, "Too many requests"));
        Assert.That(await UndoAsync(), Is.EqualTo(NumberVoiceOutcome.Refused));
        Sets(error: null);
        Assert.That(await UndoAsync(), Is.EqualTo(NumberVoiceOutcome.Done));
        Assert.That(account[SidOf(Rio)], Is.EqualTo(foreign));
    }

    [TestCase(20404, new[] { NumberVoiceOutcome.Gone, NumberVoiceOutcome.Done })]
    [TestCase(20003, new[] { NumberVoiceOutcome.Refused, NumberVoiceOutcome.NotTried })]
    [TestCase(0, new[] { NumberVoiceOutcome.Refused, NumberVoiceOutcome.NotTried })]
    public async Task After_what_is_about_one_number_the_next_is_set_and_after_what_is_about_all_none(int code, NumberVoiceOutcome[] outcomes)
    {
        account[SidOf(Salvador)] = foreign;
        await ImportAsync(Rio, Salvador);
        var seen = (await VoicesAsync()).Differing;
        twilio.Setup(port => port.ReadAsync(SidOf(Rio), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VoiceSettingsReading(null, new CarrierErrorView(code, "No")));

        var results = await crm.SendAsync(new SetNumberVoices([.. seen.Select(Seen)]), crm.Supervisor);

        Assert.That(results.Select(result => result.Outcome), Is.EqualTo(outcomes));
        Assert.That(account[SidOf(Rio)], Is.EqualTo(foreign));
    }

    [Test]
    public async Task After_our_address_has_changed_a_number_differs_and_what_stood_there_first_is_still_put_back()
    {
        var address = "https://crm.example";
        var own = new Mock<IOwnVoiceSettings>();
        VoiceSettingsChange? kept = null;
        own.Setup(ours => ours.For(It.IsAny<NumberId>())).Returns(() => foreign with { Voice = new VoiceAddress($"{address}/voice", "POST") });
        own.Setup(ours => ours.Protect(It.IsAny<VoiceSettingsChange>())).Returns((VoiceSettingsChange change) => $"{kept = change}");
        own.Setup(ours => ours.Reveal(It.IsAny<string>())).Returns(() => kept);
        await crm.DisposeAsync();
        crm = await TestCrm.StartAsync(change: services => services
            .Replace(ServiceDescriptor.Singleton(twilio.Object))
            .Replace(ServiceDescriptor.Singleton(own.Object)));
        await ImportAsync(Rio);
        await SetAsync();

        address = "https://new.example";
        Assert.That((await OnlyAsync()).AnsweredBy, Is.EqualTo(VoiceAnswerer.OtherAddress));
        Assert.That(await SetAsync(), Is.EqualTo(NumberVoiceOutcome.Done));
        Assert.That(account[SidOf(Rio)].Voice.Url, Is.EqualTo("https://new.example/voice"));

        Assert.That(await UndoAsync(), Is.EqualTo(NumberVoiceOutcome.Done));
        Assert.That(account[SidOf(Rio)], Is.EqualTo(foreign));
    }

    [Test]
    public async Task Only_numbers_that_can_be_called_are_compared_and_those_of_others_are_not_there()
    {
        account[SidOf(Salvador)] = foreign;
        crm.CallerIds.Setup(port => port.ListAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(
            new NumberListing([Listed("+5511999990001")], IsWhole: true) { Origin = NumberOrigin.Verified });
        await ImportAsync(Rio);
        var seen = await OnlyAsync();

        Assert.That(() => crm.SendAsync(new SetNumberVoices([Seen(seen)]), crm.Stranger), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new UndoNumberVoice(seen.Id), crm.Stranger), Throws.TypeOf<NotFoundException>());
        account.Clear();
        var gone = await OnlyAsync();
        Assert.That((gone.AnsweredBy, gone.IsDiffering), Is.EqualTo((VoiceAnswerer.Unlisted, false)));
        await ImportAsync();
        Assert.That((await VoicesAsync()).Numbers, Is.Empty);
    }

    [Test]
    public async Task A_number_that_was_bought_again_has_nothing_to_undo()
    {
        await SetAsync();
        crm.Connection.Setup(port => port.ListNumbersAsync(It.IsAny<CancellationToken>())).ReturnsAsync(
            new NumberListing([Listed(Rio) with { Sid = "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }], IsWhole: true));
        await crm.SendAsync(new ImportNumbers(), crm.Supervisor);
        Assert.That(await KeptAsync(), Is.Null);
    }

    [Test]
    public async Task At_the_start_the_log_says_how_many_numbers_differ_and_not_which()
    {
        crm.Connection.Setup(port => port.TestAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ConnectionTest(Works: true, null, "", [], "https://crm.example"));
        await crm.Hosted<AddressComparison>().CompareAllAsync(CancellationToken.None);

        Assert.That(
            crm.Log.Text,
            Does.Contain($"Numbers of organization {crm.Agent.OrganizationId.Value} whose voice settings at Twilio are not those that CrmVoice needs: 1."));
        Assert.That(crm.Log.Text, Does.Not.Contain(Rio[1..]).And.Not.Contain("old.example"));
    }

    private void Sets(CarrierErrorView? error, bool isDone = true) =>
        twilio.Setup(port => port.SetAsync(
                It.IsAny<string>(), It.IsAny<VoiceSettings>(), It.IsAny<VoiceSettings>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string sid, VoiceSettings now, VoiceSettings wanted, CancellationToken _) =>
            {
                Assert.That(account[sid], Is.EqualTo(now), "what it believes to be there");
                account[sid] = isDone && (error is null or { Code: 0 }) ? wanted : now;
                return error;
            });

    private async Task ImportAsync(params string[] numbers)
    {
        crm.Connection.Setup(port => port.ListNumbersAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([.. numbers.Select(Listed)], IsWhole: true));
        await crm.SendAsync(new ImportNumbers(), crm.Supervisor);
    }

    private Task<NumberVoicesView> VoicesAsync() => crm.SendAsync(new GetNumberVoices(), crm.Supervisor);

    private async Task<NumberVoiceView> OnlyAsync() => (await VoicesAsync()).Numbers.Single();

    private async Task<NumberVoiceOutcome> SetAsync(NumberVoiceView? seen = null) =>
        (await crm.SendAsync(new SetNumberVoices([Seen(seen ?? await OnlyAsync())]), crm.Supervisor)).Single().Outcome;

    private async Task<NumberVoiceOutcome> UndoAsync() =>
        (await crm.SendAsync(new UndoNumberVoice((await OnlyAsync()).Id), crm.Supervisor)).Outcome;

    private Task<string?> KeptAsync() => crm.LookAsync(db => db.Numbers.Where(number => number.PhoneNumber == PhoneNumber.Parse(Rio))
        .Select(number => number.ProtectedVoiceChange).SingleAsync());

    private async Task<string[]> AuditedAsync()
    {
        var entries = await crm.LookAsync(db => db.Set<AuditEntry>().AsNoTracking().OrderBy(entry => entry.Id).ToListAsync());
        return
        [
            .. entries.Where(entry => $"{entry.Action}".StartsWith("NumberVoice", StringComparison.Ordinal)).SelectMany(entry =>
                entry.Changes.Select(change => $"{entry.Action} {change.Field} {change.Old} {change.New}")),
        ];
    }

    private static SeenVoiceSettings Seen(NumberVoiceView number) => new(number.Id, number.Now!.Fingerprint());

    private static string SidOf(string number) => $"PN{number[1..].PadLeft(32, '0')}";

    private static ListedNumber Listed(string number) => new(SidOf(number), PhoneNumber.Parse(number), "", HasVoice: true, HasSms: false);
}
