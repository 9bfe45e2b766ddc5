using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>A transcript read as the application reads it, and told to calls in memory as the inbox tells it.</summary>
internal sealed class Hearing
{
    private static readonly Guid id = new("0199d6a0-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset arrival = TwilioCall.Noon.AddMinutes(5);
    private static readonly PhoneNumber agentPhone = PhoneNumber.Parse("+5511999995501");
    private static readonly PhoneNumber contactPhone = PhoneNumber.Parse("+5511987650001");

    private static readonly WebhookReaders readers = new ServiceCollection()
        .AddWebhookReaders()
        .BuildServiceProvider()
        .GetRequiredService<WebhookReaders>();

    private readonly Action<Call, DateTimeOffset>[] reports;
    private readonly bool hangUp;
    private readonly bool mustAccept;

    public Hearing(Transcript transcript, TimeSpan clockIsOffBy = default)
    {
        var twilio = new TwilioCall(id, agentPhone.Value, contactPhone.Value, clockIsOffBy);
        var said = transcript.Of(twilio);
        reports =
        [
            // The answer to the request that made the call is on its way with all the others.
            (call, at) => call.RecordCreateAccepted(twilio.AgentSid, TimeSpan.Zero, at),
            .. said.Select(one => transcript.MustAccept && one.Webhook == "answer" ? AskToAccept(twilio) : Report(one)),
            // Asked afterwards, Twilio says that nobody was dialled.
            .. transcript.MustAccept && !said.Any(one => one.Webhook == "dial-result")
                ? [(call, at) => call.RecordNoContactLeg(at)]
                : Array.Empty<Action<Call, DateTimeOffset>>(),
        ];
        (hangUp, mustAccept) = (transcript.HangUp, transcript.MustAccept);
    }

    /// <summary>How many things are said.</summary>
    public int Count => reports.Length;

    /// <summary>The call, when all of it was heard in this order.</summary>
    public Call In(IEnumerable<int> order)
    {
        var settings = new CallSettings { AgentMustAccept = mustAccept };
        var call = Call.Place(
            OrganizationId.New(),
            MembershipId.New(),
            agentPhone,
            PhoneNumber.Parse(Workspace.Number),
            contactPhone,
            contactId: null,
            opportunityId: null,
            settings,
            "pt-BR",
            TwilioCall.Noon);
        if (hangUp)
        {
            call.RequestHangup(call.PlacedBy, TwilioCall.Noon.AddSeconds(1));
        }

        var (state, at) = (call.State, arrival);
        foreach (var index in order)
        {
            reports[index](call, at = at.AddMilliseconds(20));
            Assert.That(call.State, Is.GreaterThanOrEqualTo(state), "a state goes back");
            state = call.State;
        }

        return call;
    }

    private static Action<Call, DateTimeOffset> Report(SentWebhook said)
    {
        var report = readers.Read(said.Webhook, legId: null, said.Form);
        return (call, at) => report.ApplyTo(call, new Receipt(at));
    }

    // Only who answers the question asks for 1.
    private static Action<Call, DateTimeOffset> AskToAccept(TwilioCall twilio) =>
        (call, at) => call.MergeAnswer(twilio.AgentSid, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), at);
}
