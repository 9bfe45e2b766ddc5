using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using MediatR;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Twilio asks again what to do with an agent who has answered. Nobody rings a contact twice for it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class AnswerAgainTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string ContactSid = "CA00000000000000000000000000000002";
    private static readonly LegReport inPassing = new(LegStatus.InProgress, At: null, FactSource.Request);
    private static readonly CarrierReport contactIsDialled =
        new CarrierReport.OfLeg(LegRole.Contact, ContactSid, AgentSid, new LegReport(LegStatus.Initiated, At: null, FactSource.Callback));

    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.Service<WebhookInbox>().StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task The_answer_stays_the_same_until_the_contact_is_heard_of_and_then_hangs_up([Values] bool mustAccept)
    {
        var ask = await AskedBeforeAsync(mustAccept);
        Assert.That(await AgainAsync(ask), Is.TypeOf<CallInstruction.Connect>());

        await crm.HearAsync(call, contactIsDialled);

        Assert.That(await AgainAsync(ask), Is.TypeOf<CallInstruction.HangUp>());
    }

    [Test]
    public async Task What_is_stored_and_not_in_the_call_yet_counts(
        [Values] bool mustAccept,
        [Values(CarrierWebhooks.ContactStatus, CarrierWebhooks.MachineDetection, CarrierWebhooks.DialResult, CarrierWebhooks.Recording)]
            string webhook)
    {
        var ask = await AskedBeforeAsync(mustAccept);
        await StoreAsync(webhook);

        Assert.That(await AgainAsync(ask), Is.TypeOf<CallInstruction.HangUp>());
    }

    [Test]
    public async Task What_is_stored_of_the_agent_or_of_another_call_or_by_another_organization_does_not_count()
    {
        var ask = await AskedBeforeAsync(mustAccept: false);
        await StoreAsync(CarrierWebhooks.AgentStatus);
        await StoreAsync(CarrierWebhooks.ContactStatus, Guid.NewGuid());
        await StoreAsync(CarrierWebhooks.ContactStatus, call, crm.Stranger);

        Assert.That(await AgainAsync(ask), Is.TypeOf<CallInstruction.Connect>());
    }

    [Test]
    public async Task A_report_that_comes_while_the_answer_is_being_made_counts([Values] bool mustAccept, [Values] bool isTakenIn)
    {
        var ask = await AskedBeforeAsync(mustAccept);
        var answer = crm.SendAsync(ask);
        await (isTakenIn ? crm.HearAsync(call, contactIsDialled) : StoreAsync(CarrierWebhooks.ContactStatus));

        Assert.That(await FinishAsync(answer), Is.TypeOf<CallInstruction.HangUp>());
    }

    [Test]
    public async Task The_first_answer_waits_for_nobody()
    {
        await PlaceAsync();
        Assert.That(
            await crm.SendAsync(new AnswerLeg(call, AgentSid, inPassing)).WaitAsync(TimeSpan.FromSeconds(20)),
            Is.TypeOf<CallInstruction.Connect>());
    }

    /// <returns>The question that was answered with a dial.</returns>
    private async Task<IRequest<CallInstruction>> AskedBeforeAsync(bool mustAccept)
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallSettings(new CallSettings { AgentMustAccept = mustAccept }));
        await PlaceAsync();
        var answer = new AnswerLeg(call, AgentSid, inPassing);
        if (!mustAccept)
        {
            Assert.That(await crm.SendAsync(answer), Is.TypeOf<CallInstruction.Connect>());
            return answer;
        }

        var accept = new AcceptCall(call, AgentSid, inPassing, "1");
        Assert.That(await crm.SendAsync(answer), Is.TypeOf<CallInstruction.AskToAccept>());
        Assert.That(await crm.SendAsync(accept), Is.TypeOf<CallInstruction.Connect>());
        return accept;
    }

    private async Task PlaceAsync() => call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;

    private Task<CallInstruction> AgainAsync(IRequest<CallInstruction> ask) => FinishAsync(crm.SendAsync(ask));

    private async Task<CallInstruction> FinishAsync(Task<CallInstruction> answer)
    {
        for (var tries = 0; tries < 1000 && await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(10))) != answer; tries++)
        {
            crm.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await answer.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private Task StoreAsync(string webhook) => StoreAsync(webhook, call);

    private Task StoreAsync(string webhook, Guid ofCall, TestMember? by = null)
    {
        var parameters = $"CallSid={ContactSid}&CallStatus=initiated";
        var (organization, fields) = ((by ?? crm.Agent).OrganizationId, UrlEncodedFields.Read(parameters));
        return crm.Service<IWebhookInbox>()
            .StoreAsync(
                new IncomingWebhook(
                    organization,
                    new CallId(ofCall),
                    webhook,
                    parameters,
                    fields,
                    IdempotencyToken: null,
                    crm.Clock.GetUtcNow()));
    }
}
