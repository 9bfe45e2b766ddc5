using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class PlaceCallTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_placed_call_is_stored_as_requested_with_the_request_to_Twilio_beside_it()
    {
        var call = await crm.SendAsync(new PlaceCall("(11) 98765-0001", ContactId: null));
        Assert.That(
            (call.State, call.To, call.From, call.Contact?.Name, call.Agent?.Name),
            Is.EqualTo((CallState.Requested, "+5511987650001", "+551140000001", "Carlos Lima", "Ana")));
        var request = (await crm.OutboxAsync(call.Id)).Single();
        Assert.That((request.Kind, request.State), Is.EqualTo((CreateCall.Name, CarrierRequestState.Pending)));
    }

    [Test]
    public async Task The_contacts_own_number_is_called_where_none_is_given() =>
        Assert.That((await crm.SendAsync(new PlaceCall(To: null, crm.Contact.Value))).To, Is.EqualTo("+5511987650001"));

    [TestCase("banana", RuleCodes.InvalidNumber)]
    [TestCase("123", RuleCodes.InvalidNumber)]
    [TestCase("+5511999995501", RuleCodes.OwnNumber)]
    [TestCase("(11) 4000-0001", RuleCodes.OrganizationNumber)]
    public void A_number_that_cannot_be_called_is_refused(string to, string code) => Refused(new PlaceCall(to, null), code);

    [TestCase("98765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("(11) 3456-7890 r.5", NumberFault.SomethingBehind)]
    [TestCase("190", NumberFault.ShortNumber)]
    public void A_number_that_cannot_be_called_is_refused_for_its_reason(string to, NumberFault fault) =>
        Assert.That(
            async () => await crm.SendAsync(new PlaceCall(to, null)),
            Throws.TypeOf<DomainRuleException>().With.Property("NumberProblem").Property("Fault").EqualTo(fault));

    [Test]
    public async Task A_contacts_number_that_was_stored_by_earlier_rules_is_not_called()
    {
        var contact = await crm.AddContactAsync("Dora", "+11987654321");
        Refused(new PlaceCall(To: null, contact.Value), RuleCodes.ContactNumberInvalid);
    }

    [TestCase("+55987654321", NumberFault.AreaCodeMissing)]
    [TestCase("+551140000001", NumberFault.OrganizationNumber)]
    public async Task An_agents_phone_that_was_stored_by_earlier_rules_does_not_ring(string phone, NumberFault fault)
    {
        await crm.LookAsync(async db =>
        {
            db.Memberships.Single(member => member.Id == crm.Agent.Id).ChangePhone(PhoneNumber.Parse(phone));
            return await db.SaveChangesAsync();
        });
        var refusal = Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(new PlaceCall("+5511987650001", null)));
        Assert.That((refusal.Code, refusal.NumberProblem?.Fault), Is.EqualTo((RuleCodes.AgentPhoneInvalid, fault)));
    }

    [Test]
    public async Task A_seat_that_a_version_before_left_in_an_ended_call_keeps_nobody_from_calling_and_is_taken_over_once()
    {
        var ended = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        await crm.SendAsync(new HangUpCall(ended));
        await crm.LookAsync(db =>
        {
            db.Add(new Seat(crm.Agent.OrganizationId, crm.Agent.Id, new CallId(ended)));
            return db.SaveChangesAsync();
        });

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async which =>
        {
            try
            {
                return (await crm.SendAsync(new PlaceCall($"+551198765000{which + 1}", null))).State.ToString();
            }
            catch (DomainRuleException refused)
            {
                return refused.Code;
            }
        }));

        Assert.That(both, Is.EquivalentTo(new[] { nameof(CallState.Requested), RuleCodes.CallInProgress }));
    }

    [Test]
    public void Nobody_to_call_is_no_request() =>
        Assert.That(async () => await crm.SendAsync(new PlaceCall(null, null)), Throws.TypeOf<ValidationException>());

    [Test]
    public void An_agent_without_a_phone_is_told_so() =>
        Refused(new PlaceCall("+5511987650001", null), RuleCodes.AgentPhoneMissing, crm.Colleague);

    [Test]
    public async Task An_organization_without_an_account_is_told_so()
    {
        await crm.LookAsync(async db =>
        {
            db.Entry(db.Organizations.Single()).Reference(organization => organization.TwilioAccount).CurrentValue = null;
            return await db.SaveChangesAsync();
        });
        Refused(new PlaceCall("+5511987650001", null), RuleCodes.TwilioNotConfigured);
    }

    [Test]
    public void Another_organizations_contact_is_unknown() =>
        Assert.That(
            async () => await crm.SendAsync(new PlaceCall(null, crm.Contact.Value), crm.Stranger),
            Throws.TypeOf<NotFoundException>());

    [Test]
    public async Task A_call_is_about_an_opportunity_of_whom_it_is_to()
    {
        var (carlos, beatriz) = (crm.Contact, await crm.AddContactAsync("Beatriz Moraes", "+5511987650002"));
        var (house, flat) = (await OpenAsync(carlos, "A house"), await OpenAsync(beatriz, "A flat"));
        PlaceCall[] others =
        [
            new(To: null, carlos.Value, flat),
            new("+5511987650009", carlos.Value, flat),
            new("+5511987650001", ContactId: null, flat),
        ];
        foreach (var command in others)
        {
            Assert.That(async () => await crm.SendAsync(command), Throws.TypeOf<NotFoundException>());
        }

        PlaceCall[] theirs =
        [
            new(To: null, carlos.Value, house),
            new("+5511987650009", carlos.Value, house),
            new("11 98765-0001", ContactId: null, house),
        ];
        foreach (var command in theirs)
        {
            var call = await crm.SendAsync(command);
            Assert.That((call.Contact?.Id, call.OpportunityId), Is.EqualTo(((Guid?)carlos.Value, (Guid?)house)));
            await crm.SendAsync(new HangUpCall(call.Id));
        }
    }

    [Test]
    public async Task Where_nobody_or_several_have_the_number_the_opportunity_says_who_is_called()
    {
        var twin = await crm.AddContactAsync("Carla Lima", "+5511987650001");
        var house = await OpenAsync(twin, "A house");
        foreach (var number in new[] { "+5511987650001", "+5511987650009" })
        {
            var call = await crm.SendAsync(new PlaceCall(number, ContactId: null, house));
            Assert.That(call.Contact?.Id, Is.EqualTo(twin.Value), number);
            await crm.SendAsync(new HangUpCall(call.Id));
        }
    }

    [Test]
    public async Task Another_organizations_opportunity_is_unknown()
    {
        var house = await OpenAsync(crm.Contact, "A house");
        Assert.That(
            async () => await crm.SendAsync(new PlaceCall("+14155550199", null, house), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\t\r\n")]
    [TestCase("\u00a0\u2003\u3000")]
    [TestCase("\u200b\ufeff\u2060\u00ad")]
    [TestCase("\u202e\u061c\u034f\ufe0f")]
    [TestCase("\u2028\u2029\u0085")]
    [TestCase("\u3164\u115f\u1160\uffa0\u2800")]
    [TestCase("\0")]
    public void A_key_that_nobody_sees_is_refused(string key) =>
        Assert.That(
            async () => await crm.SendAsync(new PlaceCall("+5511987650001", null, IdempotencyKey: key)),
            Throws
                .TypeOf<ValidationException>()
                .With.Message.Contains(nameof(PlaceCall.IdempotencyKey))
                .Or.With.Message.Contains("Idempotency Key"));

    [TestCase("4711")]
    [TestCase("-")]
    [TestCase(" ordem nº 7 ")]
    [TestCase("\U0001F4DE")]
    public async Task A_key_that_is_seen_is_taken(string key) =>
        Assert.That(
            (await crm.SendAsync(new PlaceCall("+5511987650001", null, IdempotencyKey: key))).State,
            Is.EqualTo(CallState.Requested));

    [Test]
    public async Task A_second_call_is_refused_while_one_is_live()
    {
        await crm.SendAsync(new PlaceCall("+5511987650001", null));
        Refused(new PlaceCall("+5511987650002", null), RuleCodes.CallInProgress);
    }

    [Test]
    public async Task Of_two_calls_placed_at_once_one_is_placed()
    {
        var both = await Task.WhenAll(TryAsync("+5511987650001"), TryAsync("+5511987650002"));
        Assert.That(both, Is.EquivalentTo(new[] { "placed", RuleCodes.CallInProgress }));

        async Task<string> TryAsync(string to)
        {
            try
            {
                await crm.SendAsync(new PlaceCall(to, null));
                return "placed";
            }
            catch (DomainRuleException refusal)
            {
                return refusal.Code;
            }
        }
    }

    [Test]
    public async Task A_silent_call_is_looked_up_before_it_blocks_its_agent()
    {
        var first = await LiveCallAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(61));
        var over = new CarrierLeg(AgentSid, null, new LegReport(LegStatus.NoAnswer, crm.Clock.GetUtcNow(), FactSource.LookUp));
        crm.Carrier.Setup(carrier => carrier.LookUpAsync(AgentSid, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new LookUpOutcome.Found(over, [], []));
        var second = await crm.SendAsync(new PlaceCall("+5511987650002", null));
        Assert.That((await crm.SeeAsync(first)).Result, Is.EqualTo(CallResult.AgentNoAnswer));
        Assert.That(second.State, Is.EqualTo(CallState.Requested));
    }

    [Test]
    public async Task A_silent_call_that_Twilio_says_is_on_still_blocks_its_agent()
    {
        await LiveCallAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(61));
        var live = new CarrierLeg(AgentSid, null, new LegReport(LegStatus.InProgress, At: null, FactSource.LookUp));
        crm.Carrier.Setup(carrier => carrier.LookUpAsync(AgentSid, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new LookUpOutcome.Found(live, [], []));
        Refused(new PlaceCall("+5511987650002", null), RuleCodes.CallInProgress);
    }

    [Test]
    public async Task The_same_key_and_request_gets_the_same_answer_and_dials_once()
    {
        var command = new PlaceCall("+5511987650001", null, IdempotencyKey: "a-key");
        var first = await crm.SendAsync(command);
        await crm.SendAsync(new HangUpCall(first.Id));
        var again = await crm.SendAsync(command);
        Assert.That((again.Id, again.State), Is.EqualTo((first.Id, CallState.Requested)));
        Refused(command with { To = "+5511987650002" }, RuleCodes.IdempotencyKeyReused);
    }

    [Test]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var command = new PlaceCall("+5511987650001", null, IdempotencyKey: "a-key");
        var first = await crm.SendAsync(command);
        await crm.SendAsync(new HangUpCall(first.Id));
        crm.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await crm.SendAsync(command)).Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task What_was_answered_to_a_key_is_kept_for_a_day_and_no_longer()
    {
        var purge = crm.Hosted<IdempotencyPurge>();
        await crm.SendAsync(new PlaceCall("+5511987650001", null, IdempotencyKey: "a-key"));
        crm.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That(await AnswersAsync(), Is.EqualTo(1));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);

        Assert.That(await AnswersAsync(), Is.Zero);
    }

    private Task<int> AnswersAsync() => crm.LookAsync(db => db.IdempotentAnswers.CountAsync());

    private Task<Guid> OpenAsync(ContactId contact, string title) => crm.LookAsync(async db =>
    {
        var organization = await db.Contacts.Where(known => known.Id == contact).Select(known => known.OrganizationId).SingleAsync();
        var opportunity = Opportunity.Open(new OpportunityId(Guid.NewGuid()), organization, contact, title);
        db.Add(opportunity);
        await db.SaveChangesAsync();
        return opportunity.Id.Value;
    });

    private async Task<Guid> LiveCallAsync()
    {
        var call = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        var (request, _) = await crm.ClaimAsync(call.Id, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        return call.Id;
    }

    private void Refused(PlaceCall command, string code, TestMember? asMember = null) => Assert.That(
        async () => await crm.SendAsync(command, asMember),
        Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(code));
}
