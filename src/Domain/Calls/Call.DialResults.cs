using System.Globalization;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>The <c>Dial</c> from the agent's leg towards the contact, and the bridge that comes of it.</content>
public sealed partial class Call
{
    /// <summary>
    /// When we stopped waiting for a contact leg (UTC, our clock): Twilio, when asked, knew of none, or did not answer for too long.
    /// </summary>
    public DateTimeOffset? NoContactLegAt { get; private set; }

    public IReadOnlyList<DialResult> DialResults => dialResults;

    /// <summary>Reported once. If Twilio ever contradicts itself, the result that got further counts, whichever came first.</summary>
    public DialResult? DialResult => dialResults
        .OrderByDescending(dial => dial.Bridged).ThenByDescending(dial => dial.DurationSeconds)
        .ThenBy(dial => dial.Status).ThenByDescending(dial => dial.AgentLegEnded)
        .FirstOrDefault();

    /// <summary>The contact answered, and nothing says that the bridge was never made.</summary>
    public bool IsBridged =>
        Direction is CallDirection.Outbound
        && (DialResult?.Bridged ?? (ContactLeg?.WasAnswered is true || DialResult?.Status is LegStatus.Completed));

    /// <summary>How the contact leg ended, as far as it was reported; null while it is open or unknown.</summary>
    public LegStatus? ContactOutcome => ContactLeg switch
    {
        { WasAnswered: true } => LegStatus.Completed,
        { IsFinal: true } leg => leg.Status,
        _ => DialResult?.Status,
    };

    /// <summary>The <c>Dial</c> towards the contact is over.</summary>
    /// <param name="agent">The leg that dialled.</param>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void MergeDialResult(LegKey agent, LegReport agentReport, DialResult dial, Receipt receipt, string kind = StepKinds.DialResult)
    {
        if (!IsOurs(LegRole.Agent, agent))
        {
            HangUpUnknownLeg(LegRole.Agent, agent.CallSid, agentReport, receipt);
            return;
        }

        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(kind, LegRole.Contact, at: null, receipt, dial.Status.ToTwilio(), () =>
        {
            var merged = MergeLeg(LegRole.Agent, agent, parentCallSid: null, agentReport);
            if (dial.ContactCallSid is { } contact && IsOurs(LegRole.Contact, contact))
            {
                var report = new LegReport(dial.Status, At: null, FactSource.DialResult, dial.DurationSeconds);
                merged = (MergeResult)Math.Max((int)merged, (int)MergeLeg(LegRole.Contact, contact, agent.CallSid, report));
            }

            return AddIfNew(dialResults, dial) ? MergeResult.Fact : merged;
        });
        ActOnWhatIsKnown(receipt.At);
    }

    /// <summary>Twilio wrote down why it did not dial the contact.</summary>
    public void MergeDialError(CarrierError error, Receipt receipt)
    {
        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(StepKinds.DialRefused, LegRole.Contact, at: null, receipt, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            var known = CarrierError;
            CarrierError = CarrierError.MoreTelling(known, error);
            return CarrierError != known;
        });
    }

    /// <summary>Twilio was asked after the agent's leg was over, and knows of no leg towards the contact.</summary>
    public void RecordNoContactLeg(DateTimeOffset now)
    {
        LastHeardAt = Later(LastHeardAt, now);
        SettleContactLeg(StepKinds.NoContactLeg, now);
    }

    /// <summary>
    /// Twilio was asked for long enough after the agent's leg was over, and did not answer: what is known
    /// counts, unless it reports more later.
    /// </summary>
    public void GiveUpOnContactLeg(DateTimeOffset now) => SettleContactLeg(StepKinds.LookUpUnanswered, now);

    private void SettleContactLeg(string kind, DateTimeOffset now) => Record(kind, LegRole.Contact, at: null, now, note: null, () =>
    {
        var isNews = NoContactLegAt is null && ContactLeg is null;
        NoContactLegAt ??= now;
        return isNews;
    });

    private static bool AddIfNew(List<DialResult> known, DialResult dial)
    {
        if (known.Contains(dial))
        {
            return false;
        }

        known.Add(dial);
        return true;
    }
}
