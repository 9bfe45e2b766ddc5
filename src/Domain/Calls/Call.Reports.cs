using System.Globalization;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>What to do with an agent who has answered.</summary>
public enum AnswerInstruction
{
    Connect,
    AskToAccept,
    HangUp,
}

/// <content>What Twilio says of the call: merged, in whatever order and however often it comes, and never refused.</content>
public sealed partial class Call
{
    /// <summary>Takes in a report of a leg. A second agent leg under one call is not believed but ended.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void HearOfLeg(LegRole role, string callSid, string? parentCallSid, LegReport report, Heard heard, string kind = StepKinds.Status)
    {
        LastHeardAt = Later(LastHeardAt, heard.At);
        var fact = report.Judged(RequestedAt, heard.At);
        if (role is LegRole.Agent && !IsOurAgentLeg(callSid))
        {
            RefuseSecondAgentLeg(callSid, fact, heard);
            return;
        }

        Record(kind, role, fact.Time(), heard, fact.Status?.ToTwilio() ?? fact.AnsweredBy, () => MergeLeg(role, callSid, parentCallSid, fact), fact.TimeAsSent);
        ActOnWhatIsKnown();
    }

    /// <summary>Twilio accepted the request to call the agent.</summary>
    /// <param name="estimatedWait">How long Twilio expects the call to queue for the account's calls per second.</param>
    public void HearCreateAccepted(string callSid, TimeSpan estimatedWait, DateTimeOffset now, string kind = StepKinds.CreateAccepted)
    {
        EstimatedWaitSeconds = null;
        HearOfLeg(LegRole.Agent, callSid, parentCallSid: null, new LegReport(LegStatus.Queued, At: null, FactSource.Request), now, kind);
        if (AgentLeg is { Status: LegStatus.Queued } && estimatedWait > TimeSpan.Zero)
        {
            EstimatedWaitSeconds = (int)Math.Ceiling(estimatedWait.TotalSeconds);
        }
    }

    public void HearCreateRefused(CarrierError error, DateTimeOffset now) => CloseWithoutTwilio(StepKinds.CreateRefused, error, now);

    /// <summary>Twilio surely did not take the request; it is sent again later. A change of the call, so that a hang-up asked for meanwhile is not overlooked.</summary>
    public void HearCreateNotTaken(CarrierError error, DateTimeOffset now) =>
        Record(StepKinds.CreateNotTaken, LegRole.Agent, now, now, error.Code.ToString(CultureInfo.InvariantCulture), () => true);

    /// <summary>Nobody knows whether Twilio made the call: it is looked for, and never asked for a second time.</summary>
    public void HearCreateUnclear(string note, DateTimeOffset now)
    {
        // Where its leg has been heard of already, only that is left to be told.
        var isSettled = AgentLeg is not null || HasEnded;
        Record(StepKinds.CreateUnclear, LegRole.Agent, now, now, note, () =>
        {
            CreateUnclearAt = isSettled ? CreateUnclearAt : now;
            return true;
        });
        if (!isSettled)
        {
            Raise(new CreateBecameUnclear(Id, OrganizationId));
        }
    }

    /// <summary>Twilio was asked long enough and does not know the call.</summary>
    public void GiveUpOnCreate(DateTimeOffset now)
    {
        if (AgentLeg is null && !HasEnded)
        {
            CloseWithoutTwilio(StepKinds.CreateGivenUp, CarrierError.Unreachable, now);
        }
    }

    /// <summary>Whether Twilio was told to dial the contact, and nobody has heard of the contact's leg: whoever tells it again has to make sure of that.</summary>
    public bool MayDialAgain =>
        AgentLeg is { } agent && MayDial(agent.CallSid)
        && (AcceptanceAskedAt is null || AcceptedAt is not null)
        && agent.Reports.Any(report => report is { Source: FactSource.Request, Status: not LegStatus.Queued });

    /// <summary>
    /// The agent picked up and Twilio asks what to do. The answer is the same when it asks again, as it does where it believes that its request or our answer
    /// was lost (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides), until the contact's leg is heard of. Then an answer of ours is being
    /// followed, and nothing is left but to hang up: Twilio drops this one while it is in the <c>Dial</c>, so that no bridge is touched, and where it follows
    /// this one it has left the <c>Dial</c> behind, so that the agent would listen to silence.
    /// </summary>
    /// <param name="isContactReported">Something said of the contact's leg is stored and not taken in yet.</param>
    public AnswerInstruction HearAnswered(string callSid, LegReport report, Heard heard, bool isContactReported = false)
    {
        if (Settings.AgentMustAccept && IsOurAgentLeg(callSid))
        {
            AcceptanceAskedAt ??= heard.At;
        }

        HearOfLeg(LegRole.Agent, callSid, parentCallSid: null, report, heard, StepKinds.AnswerRequested);
        // Even where nothing is new: what is stored while this is decided has it decided over.
        CountChange();
        return (MayDial(callSid) && !isContactReported) switch
        {
            false => AnswerInstruction.HangUp,
            true when Settings.AgentMustAccept && AcceptedAt is null => AnswerInstruction.AskToAccept,
            true => AnswerInstruction.Connect,
        };
    }

    /// <summary>The agent was asked for a key and pressed one, or none.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>; null where Twilio itself asked what is to follow.</param>
    /// <param name="isContactReported">Something said of the contact's leg is stored and not taken in yet.</param>
    public AnswerInstruction HearAcceptance(string callSid, LegReport report, string? digits, Heard heard, string? kind = null, bool isContactReported = false)
    {
        if (!IsOurAgentLeg(callSid))
        {
            RefuseSecondAgentLeg(callSid, report, heard);
            return AnswerInstruction.HangUp;
        }

        var isAccepted = digits == "1";
        LastHeardAt = Later(LastHeardAt, heard.At);
        Record(kind ?? (isAccepted ? StepKinds.Accepted : StepKinds.NotAccepted), LegRole.Agent, at: null, heard, note: null, () =>
        {
            var isFirst = isAccepted && AcceptedAt is null;
            AcceptedAt = isFirst ? heard.At : AcceptedAt;
            var news = MergeLeg(LegRole.Agent, callSid, parentCallSid: null, report);
            return isFirst ? News.Fact : news;
        });
        ActOnWhatIsKnown();
        // As with HearAnswered.
        CountChange();
        return isAccepted && MayDial(callSid) && !isContactReported ? AnswerInstruction.Connect : AnswerInstruction.HangUp;
    }

    /// <summary>The <c>Dial</c> towards the contact is over.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void HearDialResult(string agentCallSid, LegReport agentReport, DialResult dial, Heard heard, string kind = StepKinds.DialResult)
    {
        if (!IsOurAgentLeg(agentCallSid))
        {
            RefuseSecondAgentLeg(agentCallSid, agentReport, heard);
            return;
        }

        LastHeardAt = Later(LastHeardAt, heard.At);
        Record(kind, LegRole.Contact, at: null, heard, dial.Status.ToTwilio(), () =>
        {
            var news = MergeLeg(LegRole.Agent, agentCallSid, parentCallSid: null, agentReport);
            if (dial.ContactCallSid is { } contactSid)
            {
                var report = new LegReport(dial.Status, At: null, FactSource.DialResult, dial.DurationSeconds);
                news = (News)Math.Max((int)news, (int)MergeLeg(LegRole.Contact, contactSid, agentCallSid, report));
            }

            return AddIfNew(dialResults, dial) ? News.Fact : news;
        });
        ActOnWhatIsKnown();
    }

    /// <summary>Twilio could not use an answer of ours and asked the fallback URL instead.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void HearFallback(string callSid, LegReport report, CarrierError error, Heard heard, string kind = StepKinds.Fallback)
    {
        HearOfLeg(LegRole.Agent, callSid, parentCallSid: null, report, heard, kind is StepKinds.Fallback ? StepKinds.AnswerRequested : kind);
        Record(kind, LegRole.Agent, at: null, heard, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            var isNews = FallbackAt is null;
            FallbackAt ??= heard.At;
            CarrierError = CarrierError.MoreTelling(CarrierError, error);
            return isNews;
        });
    }

    /// <summary>Twilio wrote down why it did not dial the contact.</summary>
    public void HearDialError(CarrierError error, Heard heard)
    {
        LastHeardAt = Later(LastHeardAt, heard.At);
        Record(StepKinds.DialRefused, LegRole.Contact, at: null, heard, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            var known = CarrierError;
            CarrierError = CarrierError.MoreTelling(known, error);
            return CarrierError != known;
        });
    }

    public void HearOfRecording(string sid, RecordingStatus status, int? durationSeconds, int? channels, Heard heard, string kind = StepKinds.Recording)
    {
        LastHeardAt = Later(LastHeardAt, heard.At);
        Record(kind, leg: null, at: null, heard, Kebab.Of(status), () =>
        {
            var recording = recordings.Find(r => r.Sid == sid);
            var isNew = recording is null;
            if (recording is null)
            {
                recording = new CallRecording(OrganizationId, Id, sid);
                recordings.Add(recording);
            }

            return recording.Merge(status, durationSeconds, channels) || isNew;
        });
    }

    /// <summary>Twilio, asked after the agent's leg was over, knows of no leg towards the contact.</summary>
    public void HearOfNoContactLeg(DateTimeOffset now)
    {
        LastHeardAt = Later(LastHeardAt, now);
        SettleContactLeg(StepKinds.NoContactLeg, now);
    }

    /// <summary>Twilio, asked long enough after the agent's leg was over, did not answer: what is known counts, until it says more.</summary>
    public void GiveUpOnContactLeg(DateTimeOffset now) => SettleContactLeg(StepKinds.LookUpUnanswered, now);

    /// <summary>Twilio was asked to end a leg and did, or had already.</summary>
    public void HearHangupDone(string callSid, DateTimeOffset now) =>
        Record(StepKinds.HangupDone, legs.Find(leg => leg.CallSid == callSid)?.Role, at: null, now, note: null, () => true);

    // A contact is dialled by the agent's one leg, while the call is on, and once: a recording begins with the bridge. That Twilio asks says that the leg
    // is there, whatever a report that has overtaken the question may say.
    private bool MayDial(string callSid) =>
        !HasEnded && HangupRequestedAt is null && AgentLeg?.CallSid == callSid
        && ContactLeg is null && DialResult is null && recordings.Count == 0;

    private bool IsOurAgentLeg(string callSid) => AgentLeg is null || AgentLeg.CallSid == callSid;

    private News MergeLeg(LegRole role, string callSid, string? parentCallSid, LegReport report)
    {
        // Whatever is heard of the agent's leg says that Twilio made the call.
        CreateUnclearAt = role is LegRole.Agent ? null : CreateUnclearAt;
        if (legs.Find(leg => leg.CallSid == callSid) is { } known)
        {
            return known.Merge(report, parentCallSid);
        }

        var leg = new Leg(OrganizationId, Id, callSid, parentCallSid, role);
        leg.Merge(report, parentCallSid);
        legs.Add(leg);
        return News.Fact;
    }

    private void RefuseSecondAgentLeg(string callSid, LegReport report, Heard heard)
    {
        Record(StepKinds.SecondAgentLeg, LegRole.Agent, report.Time(), heard, callSid, () => News.Fact, report.TimeAsSent);
        if (report.Status?.IsFinal() is not true)
        {
            Raise(new LegHangupNeeded(Id, OrganizationId, callSid));
        }
    }

    private void ActOnWhatIsKnown()
    {
        HangUpIfAsked();
        if (HasEnded && AgentLeg is { IsFinal: false } late)
        {
            // The call was given up, and now its leg turns up after all.
            Raise(new LegHangupNeeded(Id, OrganizationId, late.CallSid));
        }

        if (!HasEnded && AgentLeg is { IsFinal: true, WasAnswered: true } && ContactLeg is null && DialResult is null)
        {
            Raise(new ContactLegInDoubt(Id, OrganizationId));
        }
    }

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

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
