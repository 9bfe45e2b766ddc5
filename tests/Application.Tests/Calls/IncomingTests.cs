using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Customers who call in: one record each, whatever is heard first and however often.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class IncomingTests(DatabaseProvider database)
{
    private const string Sid = "CA00000000000000000000000000000001";
    private const string Carlos = "+5511987650001";
    private const string Asked = $"CallSid={Sid}&CallStatus=ringing&Direction=inbound&From=%2B5511987650001&To=%2B551140000001";
    private const string Over =
        $"CallSid={Sid}&CallStatus=completed&Direction=inbound&From=%2B5511987650001&To=%2B551140000001&CallDuration=9"
        + "&Timestamp=Mon, 23 Nov 2026 12:00:09 %2B0000";

    private TestCrm crm = null!;
    private Guid number;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        number = await AddNumberAsync();
        await crm.Service<WebhookInbox>().StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task The_question_of_a_number_makes_the_call_before_it_is_answered_and_asked_again_makes_no_second()
    {
        var answers = new[] { await AskAsync(Carlos), await AskAsync(Carlos) };

        var call = await OnlyCallAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers[0], Is.EqualTo(answers[1]));
            Assert.That(
                ((CallInstruction.TakeVoicemail)answers[0]).Say.Text,
                Is.EqualTo("Desculpe, ninguém pode atender você agora."));
            Assert.That(
                (call.Direction, call.State, call.Agent),
                Is.EqualTo((CallDirection.Inbound, CallState.Received, (PartyView?)null)));
            Assert.That((call.From, call.To, call.Contact?.Name), Is.EqualTo((Carlos, "+551140000001", "Carlos Lima")));
            Assert.That(await crm.LookAsync(db => db.Seats.CountAsync()), Is.Zero, "nobody is occupied");
        }
    }

    [Test]
    public async Task Two_questions_at_once_make_one_call()
    {
        await Task.WhenAll(AskAsync(Carlos), AskAsync(Carlos));
        Assert.That((await OnlyCallAsync()).Legs, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_organizations_own_words_are_said_as_they_stood_when_the_call_came()
    {
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(
            new CallSettings { Texts = [new SpokenTexts("pt-BR", "Polly.Camila", Unattended: "Já ligamos.")] }));
        var first = await AskAsync(Carlos);
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings()));
        var again = await AskAsync(Carlos);

        Assert.That((first as CallInstruction.TakeVoicemail)?.Say, Is.EqualTo((again as CallInstruction.TakeVoicemail)?.Say));
        Assert.That(((CallInstruction.TakeVoicemail)first).Say is { Text: "Já ligamos.", Voice: "Polly.Camila" });
    }

    [TestCase("anonymous", null, PartyKind.Withheld)]
    [TestCase("+266696687", null, PartyKind.Withheld)]
    [TestCase("sip:porta@predio.example", "sip:porta@predio.example", PartyKind.Sip)]
    [TestCase("client:m_1", "m_1", PartyKind.Browser)]
    public async Task A_caller_without_a_number_is_taken_as_it_is_and_promised_nothing(string from, string? shown, PartyKind kind)
    {
        var answer = await AskAsync(from);

        var call = await OnlyCallAsync();
        Assert.That((call.From, call.Contact, call.Legs.Single().Party.Kind), Is.EqualTo((shown, (PartyView?)null, kind)));
        Assert.That(((CallInstruction.TakeVoicemail)answer).Prompt.Text, Does.Not.Contain("ligar de volta"));
    }

    [TestCase("+5511987650001")]
    [TestCase("+551187650001")]
    public async Task A_contact_is_known_by_any_spelling_of_the_number(string caller)
    {
        await AskAsync(caller);
        Assert.That((await OnlyCallAsync()).Contact?.Name, Is.EqualTo("Carlos Lima"));
    }

    [Test]
    public async Task Of_several_contacts_with_the_number_none_is_chosen()
    {
        await crm.AddContactAsync("Carla Lima", Carlos);
        await AskAsync(Carlos);
        Assert.That((await OnlyCallAsync()).Contact, Is.Null);
    }

    [Test]
    public async Task The_end_of_a_call_that_nobody_took_says_so()
    {
        await AskAsync(Carlos);
        await StoreAsync(CarrierWebhooks.NumberStatus, Over);
        await ApplyAsync();

        var call = await OnlyCallAsync();
        Assert.That((call.State, call.Result, call.TalkSeconds), Is.EqualTo((CallState.Ended, CallResult.NoAgent, (int?)null)));
        Assert.That(call.Legs.Single().DurationSeconds, Is.EqualTo(9));
    }

    [TestCase(CarrierWebhooks.NumberVoice, CarrierWebhooks.NumberStatus, CallResult.NoAgent)]
    [TestCase(CarrierWebhooks.NumberStatus, CarrierWebhooks.NumberVoice, CallResult.NoAgent)]
    [TestCase(CarrierWebhooks.NumberVoiceFallback, CarrierWebhooks.NumberStatus, CallResult.CarrierFailed)]
    [TestCase(CarrierWebhooks.NumberStatus, null, CallResult.CarrierFailed)]
    public async Task What_could_not_be_stored_with_the_answer_is_made_up_for(string first, string? second, CallResult result)
    {
        foreach (var webhook in new[] { first, second }.OfType<string>())
        {
            await StoreAsync(webhook, webhook is CarrierWebhooks.NumberStatus ? Over : $"{Asked}&ErrorCode=11200");
        }

        Assert.That((await ApplyAsync()).Select(applied => applied.Reason), Is.All.Null);
        var call = await OnlyCallAsync();
        Assert.That((call.Result, call.Contact?.Name), Is.EqualTo((result, "Carlos Lima")));
        Assert.That(
            await crm.LookAsync(db => db.InboundWebhooks.Select(webhook => webhook.CallId).Distinct().SingleAsync()),
            Is.EqualTo(new CallId(call.Id)),
            "they are kept as the call's");
    }

    [Test]
    public async Task A_call_to_a_number_of_another_organization_is_seen_by_neither()
    {
        Assert.That(
            () => crm.SendAsync(new AnswerIncoming(number, Report(Carlos)), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
        Assert.That((await CallsAsync(crm.Supervisor)).Concat(await CallsAsync(crm.Stranger)), Is.Empty);
    }

    [Test]
    public void A_call_to_a_number_of_nobody_makes_no_record() =>
        Assert.That(() => crm.SendAsync(new AnswerIncoming(Guid.NewGuid(), Report(Carlos))), Throws.TypeOf<NotFoundException>());

    [Test]
    public async Task A_call_whose_end_was_lost_is_looked_up()
    {
        await AskAsync(Carlos);
        var call = (await OnlyCallAsync()).Id;
        crm.Clock.Advance(TimeSpan.FromMinutes(2));
        await crm.SendAsync(new LookUpSilentCall(call));
        crm.Carrier.Setup(carrier => carrier.LookUpAsync(Sid, It.IsAny<CancellationToken>())).ReturnsAsync(
            new LookUpOutcome.Found(
                new CarrierLeg(Sid, null, new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow(), FactSource.LookUp, 9)), [], []));

        var (request, order) = await crm.ClaimAsync(call, LookUpLegs.Name);
        await crm.AskCarrierAsync((await crm.OutboxAsync(call)).Single(one => one.Id == request), order!);

        Assert.That((await OnlyCallAsync()).Result, Is.EqualTo(CallResult.NoAgent));
    }

    [Test]
    public async Task Calls_that_come_in_are_found_by_direction_and_by_the_callers_number()
    {
        await AskAsync(Carlos);
        var found = await crm.SendAsync(new ListCalls(Direction: CallDirection.Inbound, Number: Carlos), crm.Supervisor);
        var placed = await crm.SendAsync(new ListCalls(Direction: CallDirection.Outbound), crm.Supervisor);
        Assert.That((found.Items.Count, placed.Items.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_call_names_the_number_that_was_called_by_its_id_whatever_became_of_the_number()
    {
        await AskAsync(Carlos);
        await crm.LookAsync(async db =>
        {
            (await db.Numbers.SingleAsync()).Bind(NumberOrigin.Verified, "PN00000000000000000000000000000001", hasVoice: true, hasSms: false);
            return await db.SaveChangesAsync();
        });

        Assert.That((await OnlyCallAsync()).Number, Is.EqualTo(new CallNumberView(number, "+551140000001", "Vendas")));
    }

    private static CarrierReport.OfIncoming Report(string from) => new(
        Sid,
        IncomingCaller.Of(from, name: null, place: null, forwardedFrom: null),
        new LegReport(LegStatus.Ringing, At: null, FactSource.Request));

    private Task<CallInstruction> AskAsync(string from) => crm.SendAsync(new AnswerIncoming(number, Report(from)));

    private async Task<CallView> OnlyCallAsync() => (await CallsAsync(crm.Supervisor)).Single();

    private async Task<IReadOnlyList<CallView>> CallsAsync(TestMember member) => (await crm.SendAsync(new ListCalls(), member)).Items;

    private Task StoreAsync(string webhook, string parameters) =>
        crm.Service<IWebhookInbox>().StoreAsync(
            new IncomingWebhook(
                crm.Agent.OrganizationId,
                new CallId(number),
                webhook,
                parameters,
                UrlEncodedFields.Read(parameters),
                IdempotencyToken: null,
                crm.Clock.GetUtcNow()));

    private async Task<IReadOnlyList<AppliedWebhook>> ApplyAsync() => await crm.SendAsync(
        new ApplyWebhooks(
            await crm.LookAsync(db =>
                db.InboundWebhooks.OrderBy(webhook => webhook.Id).Select(webhook => webhook.Id).ToListAsync())));

    private Task<Guid> AddNumberAsync() => crm.LookAsync(async db =>
    {
        var added = Number.Add(
            crm.Agent.OrganizationId, PhoneNumber.Parse("+551140000001"), "BR", "Vendas", position: 0, crm.Clock.GetUtcNow());
        db.Add(added);
        await db.SaveChangesAsync();
        return added.Id.Value;
    });
}
