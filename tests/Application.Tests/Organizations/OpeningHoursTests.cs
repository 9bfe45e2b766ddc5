using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>When an organization takes calls, and what callers hear when it does not. The clock stands at Monday, 9:00 in São Paulo.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class OpeningHoursTests(DatabaseProvider database)
{
    private static readonly OpenPeriod monday = new(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(18, 0));

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_organization_that_says_nothing_is_always_open()
    {
        var view = await crm.SendAsync(new GetOpeningHours());
        Assert.That((view.Hours, view.IsOpen, view.NextChange), Is.EqualTo(((OpeningHours?)null, true, (DateTimeOffset?)null)));
        Assert.That(await SaidAsync(), Does.Contain("ninguém pode atender"));
    }

    [Test]
    public async Task Hours_are_kept_and_told_and_are_the_organizations_alone()
    {
        await ChangeAsync([monday], [new DayOff(new DateOnly(2026, 12, 24), "Véspera")]);

        var view = await crm.SendAsync(new GetOpeningHours());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Hours!.Week, Is.EqualTo(new[] { monday }));
            Assert.That(view.Hours.DaysOff.Single(), Is.EqualTo(new DayOff(new DateOnly(2026, 12, 24), "Véspera")));
            Assert.That((view.IsOpen, view.NextChange), Is.EqualTo((true, (DateTimeOffset?)crm.Clock.GetUtcNow().AddHours(9))));
            Assert.That(view.Holidays[0].Key, Is.EqualTo("christmas"));
            Assert.That((await crm.SendAsync(new GetOpeningHours(), crm.Stranger)).Hours, Is.Null);
            Assert.That(
                await crm.LookAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == AuditAction.OpeningHoursChanged)),
                Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Outside_the_hours_callers_hear_so_and_the_call_says_so_whatever_the_hours_become()
    {
        await ChangeAsync([monday], []);
        crm.Clock.Advance(TimeSpan.FromHours(9));

        Assert.That(await SaidAsync(), Is.EqualTo("Nosso atendimento está fechado agora."));
        await crm.SendAsync(new ChangeOpeningHours(IsAlwaysOpen: true, [], [], IsClosedOnNationalHolidays: true));
        Assert.That(await SaidAsync(), Is.EqualTo("Nosso atendimento está fechado agora."), "it is the same call");

        await crm.PlayAsync(
            (await crm.SendAsync(new ListCalls(), crm.Supervisor)).Items.Single().Id,
            (call, _) => call.MergeLeg(
                LegRole.Contact, Sid, null, new LegReport(LegStatus.Completed, At: null, FactSource.Callback), crm.Clock.GetUtcNow()));
        Assert.That((await crm.SendAsync(new ListCalls(), crm.Supervisor)).Items.Single().Result, Is.EqualTo(CallResult.Closed));
    }

    [TestCase("18:00", "09:00", TestName = "That end before they begin")]
    [TestCase("09:00", "12:00", "11:00", "13:00", TestName = "One within another")]
    [TestCase("08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", TestName = "Four times a day")]
    [TestCase(TestName = "That could not be read")]
    public void Hours_that_cannot_be_are_refused_beside_their_day(params string[] times)
    {
        var periods = times.Length == 0
            ? null
            : times.Chunk(2).Select(pair => new OpenPeriod(
                DayOfWeek.Tuesday,
                TimeOnly.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture),
                TimeOnly.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var refused = Assert.ThrowsAsync<ValidationException>(() => crm.SendAsync(new ChangeOpeningHours(
            IsAlwaysOpen: false,
            [new DayHours(DayOfWeek.Monday, [monday]), new DayHours(DayOfWeek.Tuesday, periods)],
            [],
            IsClosedOnNationalHolidays: true)))!;
        Assert.That(
            refused.Errors.Select(error => (error.PropertyName, error.ErrorCode)),
            Is.EqualTo(new[] { ("Week[1].Hours", "opening-hours") }));
    }

    [Test]
    public void Days_off_that_are_none_are_refused() =>
        Assert.That(
            () => ChangeAsync([], [new DayOff(DateOnly.MinValue, "amanhã")]),
            Throws.TypeOf<ValidationException>().With.Message.Contains("Days Off"));

    private const string Sid = "CA00000000000000000000000000000001";

    private async Task ChangeAsync(IReadOnlyList<OpenPeriod> week, IReadOnlyList<DayOff> daysOff) => await crm.SendAsync(
        new ChangeOpeningHours(
            IsAlwaysOpen: false,
            [.. Enum.GetValues<DayOfWeek>().Select(day => new DayHours(day, [.. week.Where(period => period.Day == day)]))],
            daysOff,
            IsClosedOnNationalHolidays: true));

    private async Task<string> SaidAsync()
    {
        var number = await crm.LookAsync(async db =>
        {
            if (await db.Numbers.FirstOrDefaultAsync() is not { } ours)
            {
                ours = Number.Add(
                    crm.Agent.OrganizationId, PhoneNumber.Parse("+551140000001"), "BR", "Vendas", position: 0, crm.Clock.GetUtcNow());
                db.Add(ours);
                await db.SaveChangesAsync();
            }

            return ours.Id.Value;
        });
        var answer = await crm.SendAsync(new AnswerIncoming(
            number,
            new CarrierReport.OfIncoming(
                Sid,
                IncomingCaller.Of("+5511987650001", name: null, place: null, forwardedFrom: null),
                new LegReport(LegStatus.Ringing, At: null, FactSource.Request))));
        return ((CallInstruction.TakeVoicemail)answer).Say.Text;
    }
}
