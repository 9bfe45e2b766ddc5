using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>A new own phone is one's own once the code that was said on it is entered.</summary>
internal sealed class PhoneCodeTests
{
    private const string New = "+5511912345678";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_present_phone_stays_until_the_right_code_is_entered()
    {
        var code = await ChangeAsync("11 91234-5678");
        Assert.That((code.Phone, code.Digits.Length, code.Language), Is.EqualTo((New, PhoneCode.Length, "pt-BR")));
        Assert.That(await PhonesAsync(), Is.EqualTo(("+5511999995501", New, false)));

        Assert.That(await EnterAsync(Other(code.Digits)), Is.EqualTo(new PhoneConfirmation(PhoneCodeAnswer.Wrong, 4)));
        Assert.That(await PhonesAsync(), Is.EqualTo(("+5511999995501", New, false)));
        Assert.That((await EnterAsync($" {code.Digits[..3]} {code.Digits[3..]} ")).Answer, Is.EqualTo(PhoneCodeAnswer.Confirmed));

        Assert.That(await PhonesAsync(), Is.EqualTo((New, (string?)null, true)));
        Assert.That((await EnterAsync(code.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.NothingToConfirm), "it works once");
    }

    [Test]
    public async Task After_five_tries_the_right_code_is_of_no_use_and_a_new_one_is()
    {
        var code = await ChangeAsync(New);
        for (var left = 4; left > 0; left--)
        {
            Assert.That(await EnterAsync(Other(code.Digits)), Is.EqualTo(new PhoneConfirmation(PhoneCodeAnswer.Wrong, left)));
        }

        Assert.That((await EnterAsync(Other(code.Digits))).Answer, Is.EqualTo(PhoneCodeAnswer.Over));
        Assert.That((await EnterAsync(code.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Over));
        var another = await crm.SendAsync(new RequestPhoneCode());

        Assert.That((another.Phone, (await EnterAsync(another.Digits)).Answer), Is.EqualTo((New, PhoneCodeAnswer.Confirmed)));
    }

    [Test]
    public async Task Many_who_guess_at_once_have_five_tries_together()
    {
        var code = await ChangeAsync(New);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => EnterAsync(Other(code.Digits)))));
        Assert.That(answers.Count(answer => answer.Answer is PhoneCodeAnswer.Wrong), Is.EqualTo(4));
        Assert.That((await EnterAsync(code.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Over));
    }

    [Test]
    public async Task A_code_lives_ten_minutes_and_the_number_waits_on()
    {
        var code = await ChangeAsync(New);
        crm.Clock.Advance(PhoneCode.Lasts);
        Assert.That((await EnterAsync(code.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Over));

        var another = await crm.SendAsync(new RequestPhoneCode());
        crm.Clock.Advance(PhoneCode.Lasts - TimeSpan.FromSeconds(1));

        Assert.That((await EnterAsync(another.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Confirmed));
    }

    [Test]
    public async Task A_newer_code_takes_the_place_of_the_one_before()
    {
        var first = await ChangeAsync(New);
        var second = await crm.SendAsync(new RequestPhoneCode());
        Assume.That(second.Digits, Is.Not.EqualTo(first.Digits));
        Assert.That((await EnterAsync(first.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Wrong), "the number has one code");
        Assert.That((await EnterAsync(second.Digits)).Answer, Is.EqualTo(PhoneCodeAnswer.Confirmed));
    }

    [Test]
    public async Task A_number_gets_three_codes_an_hour_however_many_are_asked_for_at_once_and_it_is_said_when_the_next()
    {
        var first = crm.Clock.GetUtcNow();
        await ChangeAsync(New);
        crm.Clock.Advance(TimeSpan.FromMinutes(20));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                await crm.SendAsync(new RequestPhoneCode());
                return null;
            }
            catch (DomainRuleException refused)
            {
                return refused;
            }
        })));

        Assert.That(answers.OfType<DomainRuleException>().Select(refused => (refused.Code, refused.AllowedFrom)), Is.EqualTo(
            Enumerable.Repeat((RuleCodes.TooManyCodes, first + PhoneCode.Window), 2)));
        await ChangeAsync("+5511912345679");
        crm.Clock.Advance(TimeSpan.FromMinutes(40));
        await ChangeAsync(New);
    }

    [Test]
    public async Task Somebody_gets_ten_codes_an_hour_whatever_the_numbers()
    {
        for (var number = 0; number < PhoneCode.MaxPerPerson; number++)
        {
            await ChangeAsync($"+551191234560{number}");
        }

        Assert.That(Assert.ThrowsAsync<DomainRuleException>(() => ChangeAsync(New))!.Code, Is.EqualTo(RuleCodes.TooManyCodes));
        Assert.That((await crm.SendAsync(new ChangeMyProfile(New, null), crm.Colleague))!.Phone, Is.EqualTo(New));
    }

    [Test]
    public async Task A_code_that_was_surely_not_said_does_not_count()
    {
        for (var call = 0; call < PhoneCode.MaxPerNumber + 1; call++)
        {
            await crm.SendAsync(new WithdrawPhoneCode((await ChangeAsync(New)).Id));
        }

        Assert.That(await PhonesAsync(), Is.EqualTo(("+5511999995501", (string?)null, false)));
    }

    [TestCase("+551140000001", RuleCodes.OrganizationNumber)]
    [TestCase("190", RuleCodes.InvalidNumber)]
    [TestCase("0800 722 6001 9", RuleCodes.InvalidNumber)]
    public void No_code_is_said_on_what_is_nobodys_phone(string phone, string code) =>
        Assert.That(Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(new ChangeMyProfile(phone, null)))!.Code, Is.EqualTo(code));

    [Test]
    public async Task A_phone_that_an_admin_has_set_rings_at_once_and_is_confirmed_by_its_person()
    {
        await ChangeAsync("+5511912345679");
        await crm.SendAsync(new ChangeMemberPhone(crm.Agent.Id.Value, New));
        Assert.That(await PhonesAsync(), Is.EqualTo((New, (string?)null, false)), "the number that waited is forgotten");

        var code = await crm.SendAsync(new RequestPhoneCode());
        Assert.That((code.Phone, (await EnterAsync(code.Digits)).Answer), Is.EqualTo((New, PhoneCodeAnswer.Confirmed)));

        Assert.That(await PhonesAsync(), Is.EqualTo((New, (string?)null, true)));
        await crm.SendAsync(new ChangeMemberPhone(crm.Agent.Id.Value, "11 91234-5678"));
        Assert.That(await PhonesAsync(), Is.EqualTo((New, (string?)null, true)), "the same one, spelled otherwise");
    }

    [Test]
    public async Task Whoever_goes_back_to_the_present_phone_or_to_none_waits_for_nothing()
    {
        await ChangeAsync(New);
        Assert.That(await crm.SendAsync(new ChangeMyProfile(New, null)), Is.Null, "saved again it is not said again");
        Assert.That(await crm.SendAsync(new ChangeMyProfile("11 99999-5501", null)), Is.Null);
        Assert.That(await PhonesAsync(), Is.EqualTo(("+5511999995501", (string?)null, false)));
        await ChangeAsync(New);
        Assert.That(await crm.SendAsync(new ChangeMyProfile("", null)), Is.Null);
        Assert.That(await PhonesAsync(), Is.EqualTo(((string?)null, (string?)null, false)));
    }

    [Test]
    public async Task Codes_are_kept_as_hashes_and_forgotten_after_a_day()
    {
        var code = await ChangeAsync(New);
        var kept = await crm.LookAsync(db => db.Set<PhoneCode>().SingleAsync());
        Assert.That(kept.Hash, Does.Match("^[0-9a-f]{64}$").And.Not.EqualTo(ApiToken.HashOf(code.Digits)));

        crm.Clock.Advance(EndedAccessPurge.CodesKept);
        await crm.Hosted<EndedAccessPurge>().PurgeAsync(CancellationToken.None);

        Assert.That(await crm.LookAsync(db => db.Set<PhoneCode>().CountAsync()), Is.Zero);
    }

    private static string Other(string digits) => digits is "000000" ? "111111" : "000000";

    private async Task<PhoneCodeToSay> ChangeAsync(string phone) => (await crm.SendAsync(new ChangeMyProfile(phone, null)))!;

    private Task<PhoneConfirmation> EnterAsync(string digits) => crm.SendAsync(new ConfirmMyPhone(digits));

    private async Task<(string? Phone, string? Pending, bool IsConfirmed)> PhonesAsync()
    {
        var me = await crm.SendAsync(new GetMyProfile());
        return (me.Phone, me.PendingPhone, me.IsPhoneConfirmed);
    }
}
