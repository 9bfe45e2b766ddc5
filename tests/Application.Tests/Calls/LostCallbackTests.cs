using System.Globalization;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Faults.Tests.Support;
using CrmVoice.Infrastructure.Calls;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// Every call that Twilio is known to tell of, with each single callback lost in turn, and the whole way back: the reconciler notices by
/// its clock, the outbox asks, the adapter reads what Twilio answers, and the call takes it in. What it must come to is what Twilio said,
/// and nothing that CrmVoice made of it.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class LostCallbackTests
{
    private const int None = -1;

    // Until late webhooks should be here; until a live call has been silent for long; until the last callbacks should have come; until
    // Twilio surely shows what it told us.
    private static readonly TimeSpan[] waits =
    [
        TimeSpan.FromSeconds(3),
        LookUpSilentCall.SilenceAllowed,
        TimeSpan.FromSeconds(3),
        Call.TimeForLastCallbacks,
        CheckEndedCall.ReportsAfter,
    ];

    private readonly TwilioRecord twilio = new();
    private TestCrm crm = null!;
    private Reconciler reconciler = null!;

    public static IEnumerable<Transcript> Known => [.. Transcripts.All, .. Transcripts.EndedByAsking];

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(twilio: twilio);
        reconciler = crm.CreateReconciler();
    }

    [TearDown]
    public async Task StopAsync()
    {
        reconciler.Dispose();
        twilio.Dispose();
        await crm.DisposeAsync();
    }

    [TestCaseSource(nameof(Known))]
    public async Task With_any_one_callback_lost_the_call_comes_to_the_same_but_for_the_time_that_it_told(Transcript transcript)
    {
        var said = transcript.Of(new TwilioCall(Guid.NewGuid(), "+5511999995501", "+5511987650001"));
        await ConnectAsync(transcript, said);
        // What Twilio asks is no callback: without an answer of ours it asks again, or turns to the fallback address.
        foreach (var lost in Enumerable.Range(None, said.Length + 1).Where(lost => lost == None || said[lost].Webhook != CarrierWebhooks.Answer)
        )
        {
            await HappenAsync(transcript, lost);
        }
    }

    private async Task HappenAsync(Transcript transcript, int lost)
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        var calling = new TwilioCall(call, "+5511999995501", "+5511987650001", crm.Clock.GetUtcNow() - TwilioCall.Noon);
        var said = transcript.Of(calling);
        twilio.Keep(calling, said);
        await SendDueAsync(call);
        if (transcript.HangUp)
        {
            await crm.SendAsync(new HangUpCall(call));
        }

        foreach (var one in said.Where((_, index) => index != lost))
        {
            await HearAsync(call, one);
        }

        foreach (var wait in waits)
        {
            crm.Clock.Advance(wait);
            await reconciler.TryReconcileAsync(CancellationToken.None);
            await SendDueAsync(call);
        }

        AssertIsWhole(await crm.SeeAsync(call), transcript, said, lost);
    }

    private static void AssertIsWhole(CallView call, Transcript transcript, SentWebhook[] said, int lost)
    {
        var without = lost == None ? "nothing lost" : $"without {said[lost].Webhook} {said[lost]["CallStatus"]}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.State, Kebab.Of(call.Result ?? default)), Is.EqualTo((CallState.Ended, transcript.Result)), without);
            Assert.That(call.TalkSeconds, transcript.TalkSeconds is { } seconds ? Is.EqualTo(seconds).Within(1) : Is.Null, without);
            Assert.That(
                call.Recordings.Select(recording => (recording.Sid, Kebab.Of(recording.Status))),
                Is.EqualTo(said.Where(one => one["RecordingStatus"] == "completed").Select(one => (one["RecordingSid"], "completed"))),
                without);
            Assert.That(
                call.Legs.Select(leg => leg.CallSid),
                Is.EquivalentTo(said.Where(IsOfLeg).Select(one => one["CallSid"]).Distinct()),
                without);
            foreach (var leg in call.Legs)
            {
                var last = said.Last(one => IsOfLeg(one) && one["CallSid"] == leg.CallSid);
                Assert.That((leg.Status.ToTwilio(), leg.EndedAt), Is.EqualTo((last["CallStatus"], TimeOf(last))), $"{leg.Role}, {without}");
                Assert.That(
                    (leg.InitiatedAt, leg.RingingAt, leg.AnsweredAt),
                    Is.EqualTo((Receipt(leg, "initiated"), Receipt(leg, "ringing"), Receipt(leg, "in-progress"))),
                    $"{leg.Role}, {without}: what Twilio does not tell again stays unknown");
            }
        }

        DateTimeOffset? Receipt(LegView leg, string status) => said
            .Where((one, index) => index != lost && IsOfLeg(one) && one["CallSid"] == leg.CallSid && one["CallStatus"] == status)
            .Select(TimeOf).FirstOrDefault();
    }

    private static bool IsOfLeg(SentWebhook said) => said["Timestamp"] is not null;

    private static DateTimeOffset? TimeOf(SentWebhook said) =>
        DateTimeOffset.ParseExact(said["Timestamp"]!, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>An organization that has asked Twilio for what is told in the transcript.</summary>
    private Task<int> ConnectAsync(Transcript transcript, SentWebhook[] said) =>
        crm.ChangeOrganizationAsync(organization =>
        {
            organization.ConnectTwilio(
                new TwilioAccount(
                    TwilioCall.AccountSid,
                    null,
                    null,
                    crm.Service<ISecretProtector>().Protect("0123456789abcdef0123456789abcdef"),
                    null,
                    [PhoneNumber.Parse(TwilioCall.Number)],
                    null,
                    null,
                    crm.Clock.GetUtcNow()));
            organization.ChangeCallSettings(
                new CallSettings
                {
                    DetectMachines = said.Any(one => one.Webhook == CarrierWebhooks.MachineDetection),
                    Record = said.Any(one => one.Webhook == CarrierWebhooks.Recording),
                    AgentMustAccept = transcript.MustAccept,
                });
        });

    private async Task HearAsync(Guid call, SentWebhook said)
    {
        var readers = crm.Service<WebhookReaders>();
        if (said.Webhook is CarrierWebhooks.Answer or CarrierWebhooks.DialResult or CarrierWebhooks.Fallback)
        {
            var (organization, now) = (crm.Agent.OrganizationId, crm.Clock.GetUtcNow());
            await crm.SendAsync(
                readers.ReadQuestion(
                    new IncomingWebhook(organization, new CallId(call), said.Webhook, "", said.Form, IdempotencyToken: null, now)));
        }
        else
        {
            await crm.HearAsync(call, readers.Read(said.Webhook, legId: null, said.Form));
        }
    }

    /// <summary>As the dispatcher does, one after the other.</summary>
    private async Task SendDueAsync(Guid call)
    {
        while ((await crm.OutboxAsync(call)).Find(request =>
                request.State is CarrierRequestState.Pending && request.DueAt <= crm.Clock.GetUtcNow())
                is { } due)
        {
            if (await crm.SendAsync(new ClaimCarrierRequest(due.Id)) is { } order)
            {
                await crm.AskCarrierAsync(due, order);
            }
        }
    }
}
