using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.Calls;

/// <summary>Moves a leg on and reports it (Twilio: Call resource, StatusCallback parameters).</summary>
internal sealed class CallProgress(SandboxClock clock, SandboxAddress address, Page.LiveFeed feed)
{
    /// <summary>Throws where the leg has ended meanwhile, as every wait of it does.</summary>
    public void Advance(SandboxCall leg, CallStatus to)
    {
        if (!leg.TryAdvance(to, clock.Now))
        {
            throw new OperationCanceledException();
        }

        Report(leg, to, to == CallStatus.InProgress ? "answered" : to.Text(), clock.Now, []);
    }

    public bool End(SandboxCall leg, CallStatus unanswered, int sipResponseCode, EndedBy by = EndedBy.Itself)
    {
        var ended = leg.TryEnd(unanswered, sipResponseCode, by, clock.Now);
        feed.Changed();
        return ended;
    }

    /// <summary>The last callback of a leg that has ended, whatever it ended with: the event is called completed for all.</summary>
    public void ReportEnd(SandboxCall leg) =>
        Report(leg, leg.Status, "completed", leg.EndTime ?? clock.Now, CallParameters.OfEnd(leg, address.Base));

    private void Report(
        SandboxCall leg,
        CallStatus status,
        string @event,
        DateTimeOffset at,
        IEnumerable<KeyValuePair<string, string>> more)
    {
        feed.Changed();
        var number = leg.NextSequenceNumber();
        if (leg.Subscription is not { } subscription || !subscription.Events.Contains(@event))
        {
            return;
        }

        KeyValuePair<string, string>[] parameters =
        [
            .. CallParameters.Standard(leg, status),
            new("Timestamp", at.Rfc2822()),
            new("CallbackSource", "call-progress-events"),
            new("SequenceNumber", $"{number}"),
            .. more,
        ];
        leg.Delivery.Send(Callback.Of(leg, $"status {status.Text()}", subscription.Target, parameters), isLast: status.IsFinal());
    }
}
