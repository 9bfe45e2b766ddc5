using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>One slow answer does not hold up what the other checks found.</summary>
public sealed class SetupDeadlineTests
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(8);

    private readonly Mock<IPublicAddressProbe> address = new();
    private readonly Mock<IDialingPermissions> dialing = new();
    private readonly Mock<IAccountUse> use = new();
    private readonly Mock<IVoiceSettings> voices = new();
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(change: services => services
            .AddSingleton(address.Object)
            .Replace(ServiceDescriptor.Singleton(use.Object))
            .Replace(ServiceDescriptor.Singleton(voices.Object))
            .Replace(ServiceDescriptor.Singleton(dialing.Object)));
        address.Setup(probe => probe.TryAsync(It.IsAny<CancellationToken>())).ReturnsAsync(AddressReach.Here);
        dialing.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new DialingPermissionListing([new("BR", ["+55"], true, false, false)], AreInherited: false));
        use.Setup(twilio => twilio.TryMediaAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new MediaReading(MediaAccess.Protected));
        use.Setup(twilio => twilio.ReadQueueAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new QueueReading(0, 0, TimeSpan.Zero));
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ConnectionTest(Works: true, null, "", [], "https://crm.example"));
        crm.Connection.Setup(twilio => twilio.ReadAccountAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AccountReading(AccountState.Active, IsTrial: false, TimeSpan.Zero));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_slow_account_leaves_only_what_it_would_have_told_unchecked()
    {
        crm.Connection.Setup(twilio => twilio.ReadAccountAsync(It.IsAny<CancellationToken>()))
            .Returns<CancellationToken>(NeverAsync<AccountReading>);
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "auth-token too-slow 8", "account too-slow 8", "clock too-slow 8" }));
    }

    [Test]
    public async Task A_slow_list_of_countries_leaves_only_the_countries_unchecked()
    {
        dialing.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>()))
            .Returns<CancellationToken>(NeverAsync<DialingPermissionListing>);
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "dialing too-slow 8" }));
    }

    [Test]
    public async Task A_slow_recording_leaves_only_the_access_to_recordings_unchecked()
    {
        use.Setup(twilio => twilio.TryMediaAsync(It.IsAny<CancellationToken>())).Returns<CancellationToken>(NeverAsync<MediaReading>);
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "media too-slow 8" }));
    }

    [Test]
    public async Task A_slow_list_of_calls_leaves_only_the_calls_per_second_unchecked()
    {
        use.Setup(twilio => twilio.ReadQueueAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .Returns<DateTimeOffset, CancellationToken>((_, cancellationToken) => NeverAsync<QueueReading>(cancellationToken));
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "calls-per-second too-slow 8" }));
    }

    [Test]
    public async Task A_slow_list_of_numbers_leaves_the_account_and_its_countries_to_be_told()
    {
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>()))
            .Returns<CancellationToken>(NeverAsync<ConnectionTest>);
        Assert.That(
            await UncheckedAsync(),
            Is.EqualTo(new[]
            {
                "credentials too-slow 8", "numbers too-slow 8", "caller-id too-slow 8", "address too-slow 8", "signatures too-slow 8",
                "number-webhooks too-slow 8",
            }));
    }

    [Test]
    public async Task A_slow_public_address_leaves_only_itself_unchecked()
    {
        address.Setup(probe => probe.TryAsync(It.IsAny<CancellationToken>())).Returns<CancellationToken>(NeverAsync<AddressReach>);
        crm.Connection.Setup(twilio => twilio.ReadAccountAsync(It.IsAny<CancellationToken>())).Returns(() =>
        {
            crm.Clock.Advance(longestWait);
            return Task.FromResult(new AccountReading(AccountState.Active, IsTrial: false, TimeSpan.Zero));
        });
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "address too-slow 8" }));
    }

    [Test]
    public async Task What_Twilio_refuses_to_tell_is_not_checked_and_says_why()
    {
        dialing.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new DialingPermissionListing([], AreInherited: false, new CarrierErrorView(20403, "Forbidden")));
        var report = await crm.SendAsync(new CheckSetup(), crm.Supervisor);
        var finding = report.Findings.Single(finding => finding.Check == "dialing");
        Assert.That((finding.State, finding.Error?.Code), Is.EqualTo((SetupState.NotChecked, (int?)20403)));
    }

    [Test]
    public async Task A_slow_list_of_voice_settings_leaves_only_those_unchecked()
    {
        await ImportAsync("+551140000001");
        voices.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>())).Returns<CancellationToken>(NeverAsync<VoiceSettingsListing>);
        Assert.That(await UncheckedAsync(), Is.EqualTo(new[] { "number-voice too-slow 8" }));
    }

    [Test]
    public async Task There_is_a_finding_for_each_number_that_something_else_answers_and_secrets_of_it_are_not_shown()
    {
        await ImportAsync("+551140000001", "+551140000002", "+551140000003", "+551140000004");
        Dictionary<string, VoiceSettings> account = new()
        {
            [SidOf("+551140000001")] = new(new("https://user:secret@old.example/in?key=1", "POST"), new("", ""), new("", "")),
            [SidOf("+551140000002")] = new(new("", "POST"), new("", ""), new("", "")) { TrunkSid = "TK1" },
            [SidOf("+551140000003")] = new(new("https://demo.twilio.com/welcome/voice/", "POST"), new("", ""), new("", "")),
        };
        voices.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new VoiceSettingsListing(account));

        Assert.That(await VoicesAsync(), Is.EqualTo(new[]
        {
            "Warning other-address +551140000001 https://old.example/in", "Warning trunk +551140000002 TK1", "Warning demo +551140000003",
        }));

        account.Clear();
        Assert.That(await VoicesAsync(), Is.EqualTo(new[] { "Good good" }), "what is missing in the account is told of the numbers");
    }

    [Test]
    public async Task Of_many_numbers_that_differ_the_first_ten_are_told_and_how_many_more_there_are()
    {
        string[] numbers = [.. Enumerable.Range(0, 13).Select(at => $"+55114000{at:0000}")];
        await ImportAsync(numbers);
        var nothing = new VoiceSettings(new("", "POST"), new("", ""), new("", ""));
        voices.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VoiceSettingsListing(numbers.ToDictionary(SidOf, _ => nothing)));

        var found = await VoicesAsync();

        Assert.That((found.Length, found[9], found[10]), Is.EqualTo((11, "Warning nothing +551140000009", "Warning more 3")));
    }

    [TestCase("", "dialing unlisted")]
    [TestCase("BR", "dialing good")]
    public async Task A_country_that_Twilio_does_not_list_is_not_called_open(string listed, string found)
    {
        dialing.Setup(twilio => twilio.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new DialingPermissionListing(
            [
                .. listed.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(code => new DialingPermission(code, ["+55"], LowRisk: true, HighRiskSpecial: false, HighRiskTollFraud: false)),
            ],
            AreInherited: false));
        var report = await crm.SendAsync(new CheckSetup(), crm.Supervisor);
        Assert.That(report.Findings.Select(finding => $"{finding.Check} {finding.Case}"), Does.Contain(found));
    }

    [Test]
    public async Task A_default_that_is_verified_may_be_called_from_and_one_that_is_not_there_any_more_is_wrong()
    {
        var number = PhoneNumber.Parse("+551140000001");
        ListedNumber[] verified = [new("PN00000000000000000000000000000001", number, "", HasVoice: true, HasSms: false)];
        Verified(verified);
        crm.Connection.Setup(twilio => twilio.ListNumbersAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([], IsWhole: true));
        await crm.SendAsync(new ImportNumbers(), crm.Supervisor);
        Assert.That(await CallerIdAsync(), Is.EqualTo("Good verified"));
        Verified([]);
        Assert.That(await CallerIdAsync(), Is.EqualTo("Wrong missing"));
        Verified([], new CarrierErrorView(20403, "Forbidden"));
        Assert.That(await CallerIdAsync(), Is.EqualTo("NotChecked not-checked"));
    }

    private async Task ImportAsync(params string[] numbers)
    {
        crm.Connection.Setup(twilio => twilio.ListNumbersAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new NumberListing(
            [.. numbers.Select(number => new ListedNumber(SidOf(number), PhoneNumber.Parse(number), "", HasVoice: true, HasSms: false))],
            IsWhole: true));
        await crm.SendAsync(new ImportNumbers(), crm.Supervisor);
    }

    private static string SidOf(string number) => $"PN{number[1..].PadLeft(32, '0')}";

    private async Task<string[]> VoicesAsync() =>
    [
        .. (await crm.SendAsync(new CheckSetup(), crm.Supervisor)).Findings.Where(finding => finding.Check == "number-voice")
            .Select(finding => string.Join(' ', [$"{finding.State}", finding.Case, .. finding.Numbers, .. finding.Details])),
    ];

    private void Verified(IReadOnlyList<ListedNumber> numbers, CarrierErrorView? error = null) =>
        crm.CallerIds.Setup(twilio => twilio.ListAsync(null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing(numbers, error is null, error) { Origin = NumberOrigin.Verified });

    private async Task<string> CallerIdAsync()
    {
        var report = await crm.SendAsync(new CheckSetup(), crm.Supervisor);
        return report.Findings.Where(finding => finding.Check == "caller-id").Select(finding => $"{finding.State} {finding.Case}").Single();
    }

    // The time is up as soon as it is asked, and it is not waited for any longer.
    private async Task<T> NeverAsync<T>(CancellationToken cancellationToken)
    {
        var never = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        if (typeof(T) != typeof(AddressReach))
        {
            crm.Clock.Advance(longestWait);
        }

        await never;
        throw new InvalidOperationException("It was waited for.");
    }

    private async Task<string[]> UncheckedAsync()
    {
        var report = await crm.SendAsync(new CheckSetup(), crm.Supervisor);
        return
        [
            .. report.Findings.Where(finding => finding.State is SetupState.NotChecked)
                .Select(finding => $"{finding.Check} {finding.Case} {string.Join(' ', finding.Details)}".TrimEnd()),
        ];
    }
}
