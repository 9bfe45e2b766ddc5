using CrmVoice.Domain.Calls;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>The calls that Twilio is known to tell of, by what happens in them.</summary>
public static class Transcripts
{
    public static IEnumerable<Transcript> All { get; } =
    [
        AgentAnswers(
                new Transcript("answered and completed")
                {
                    Result = CallResult.Answered,
                    TalkSeconds = 95,
                    ContactStatus = LegStatus.Completed,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.InProgress, 21)
            .ContactLeg(LegStatus.Completed, 116, duration: 95, sip: 200)
            .DialResult(LegStatus.Completed, bridged: true, duration: 95)
            .AgentLeg(LegStatus.Completed, 116, duration: 110)
            .Recording(RecordingStatus.InProgress, null)
            .Recording(RecordingStatus.Completed, 95),
        AgentAnswers(
                new Transcript("agent hangs up during the conversation")
                {
                    Result = CallResult.Answered,
                    TalkSeconds = 40,
                    ContactStatus = LegStatus.Completed,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.InProgress, 21)
            .ContactLeg(LegStatus.Completed, 61, duration: 40)
            .DialResult(LegStatus.Completed, bridged: true, duration: 40, agentEnded: true)
            .AgentLeg(LegStatus.Completed, 61, duration: 55),
        AgentAnswers(
                new Transcript("hung up in CrmVoice during the conversation")
                {
                    Result = CallResult.Answered,
                    TalkSeconds = 7,
                    ContactStatus = LegStatus.Completed,
                    HangupAsked = true,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.InProgress, 21)
            .ContactLeg(LegStatus.Completed, 28, duration: 7)
            .AgentLeg(LegStatus.Completed, 28, duration: 22),
        AgentAnswers(
                new Transcript("answering machine")
                {
                    Result = CallResult.ContactMachine,
                    TalkSeconds = 15,
                    ContactStatus = LegStatus.Completed,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.InProgress, 21)
            .Machine("machine_start")
            .ContactLeg(LegStatus.Completed, 36, duration: 15)
            .DialResult(LegStatus.Completed, bridged: true, duration: 15)
            .AgentLeg(LegStatus.Completed, 36, duration: 30),
        AgentAnswers(new Transcript("contact busy") { Result = CallResult.ContactBusy, ContactStatus = LegStatus.Busy })
            .ContactLeg(LegStatus.Initiated, 10).ContactLeg(LegStatus.Busy, 12, sip: 486)
            .DialResult(LegStatus.Busy, bridged: false)
            .AgentLeg(LegStatus.Completed, 15, duration: 12),
        AgentAnswers(new Transcript("contact does not answer") { Result = CallResult.ContactNoAnswer, ContactStatus = LegStatus.NoAnswer })
            .ContactLeg(LegStatus.Initiated, 10).ContactLeg(LegStatus.Ringing, 12).ContactLeg(LegStatus.NoAnswer, 47, sip: 487)
            .DialResult(LegStatus.NoAnswer, bridged: false)
            .AgentLeg(LegStatus.Completed, 50, duration: 47),
        AgentAnswers(new Transcript("contact's carrier refuses") { Result = CallResult.ContactFailed, ContactStatus = LegStatus.Failed })
            .ContactLeg(LegStatus.Initiated, 10).ContactLeg(LegStatus.Failed, 11, sip: 404)
            .DialResult(LegStatus.Failed, bridged: false)
            .AgentLeg(LegStatus.Completed, 14, duration: 11),
        AgentAnswers(new Transcript("contact's number refused before dialling") { Result = CallResult.ContactFailed })
            .DialResult(LegStatus.Failed, bridged: false, withSid: false)
            .AgentLeg(LegStatus.Completed, 14, duration: 11),
        AgentAnswers(
                new Transcript("contact's country is closed, and a warning stands beside it")
                {
                    Result = CallResult.ContactFailed,
                    ErrorCode = 13227,
                })
            .DialResult(LegStatus.Failed, bridged: false, withSid: false)
            .DialError(13227)
            .DialError(13214)
            .AgentLeg(LegStatus.Completed, 14, duration: 11),
        AgentAnswers(
                new Transcript("contact's country is closed, and what we answered to that could not be used")
                {
                    Result = CallResult.ContactFailed,
                    ErrorCode = 13227,
                })
            .DialResult(LegStatus.Failed, bridged: false, withSid: false)
            .DialError(13227)
            .Fallback()
            .AgentLeg(LegStatus.Completed, 14, duration: 11),
        AgentAnswers(
                new Transcript("contact leaves before the bridge")
                {
                    Result = CallResult.ContactHungUp,
                    ContactStatus = LegStatus.Completed,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.InProgress, 21)
            .ContactLeg(LegStatus.Completed, 21, duration: 0)
            .DialResult(LegStatus.Completed, bridged: false)
            .AgentLeg(LegStatus.Completed, 22, duration: 18),
        AgentAnswers(
                new Transcript("agent hangs up while the contact's phone rings")
                {
                    Result = CallResult.AgentHungUp,
                    ContactStatus = LegStatus.NoAnswer,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.NoAnswer, 17, sip: 487)
            .DialResult(LegStatus.NoAnswer, bridged: false, agentEnded: true)
            .AgentLeg(LegStatus.Completed, 17, duration: 13),
        AgentAnswers(
                new Transcript("agent hangs up while the contact's phone rings, told by times alone")
                {
                    Result = CallResult.AgentHungUp,
                    ContactStatus = LegStatus.Canceled,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.Canceled, 17)
            .AgentLeg(LegStatus.Completed, 17, duration: 13),
        AgentAnswers(
                new Transcript("hung up in CrmVoice while the contact's phone rings")
                {
                    Result = CallResult.Canceled,
                    ContactStatus = LegStatus.NoAnswer,
                    HangupAsked = true,
                })
            .ContactLeg(LegStatus.Initiated, 10)
            .ContactLeg(LegStatus.Ringing, 12)
            .ContactLeg(LegStatus.NoAnswer, 17)
            .AgentLeg(LegStatus.Completed, 17, duration: 13),
        AgentRings(new Transcript("agent does not answer") { Result = CallResult.AgentNoAnswer, AgentStatus = LegStatus.NoAnswer })
            .AgentLeg(LegStatus.NoAnswer, 30, sip: 487),
        AgentRings(new Transcript("agent's phone busy") { Result = CallResult.AgentBusy, AgentStatus = LegStatus.Busy })
            .AgentLeg(LegStatus.Busy, 5, sip: 486),
        AgentRings(new Transcript("agent's phone refused") { Result = CallResult.AgentFailed, AgentStatus = LegStatus.Failed })
            .AgentLeg(LegStatus.Failed, 5, sip: 404),
        AgentRings(
                new Transcript("hung up in CrmVoice while the agent's phone rings")
                {
                    Result = CallResult.Canceled,
                    AgentStatus = LegStatus.Canceled,
                    HangupAsked = true,
                })
            .AgentLeg(LegStatus.Canceled, 5),
        AgentRings(new Transcript("agent does not press 1") { Result = CallResult.AgentDeclined })
            .AgentLeg(LegStatus.InProgress, 8).Answered(mustAccept: true).AgentLeg(LegStatus.Completed, 25, duration: 17).NoContactLeg(),
        AgentAnswers(new Transcript("agent hangs up before anybody is dialled") { Result = CallResult.AgentHungUp })
            .AgentLeg(LegStatus.Completed, 10, duration: 2).NoContactLeg(),
        AgentAnswers(new Transcript("our answer could not be used") { Result = CallResult.CarrierFailed, ErrorCode = 11200 })
            .Fallback().AgentLeg(LegStatus.Completed, 12, duration: 4).NoContactLeg(),
    ];

    /// <summary>
    /// Those in which 1 is to be pressed before anybody is dialled, and a key was pressed or our answer could not be used.
    /// </summary>
    public static IEnumerable<Transcript> WithAKey { get; } =
    [
        AgentIsAsked(new Transcript("agent presses another key than 1") { Result = CallResult.AgentDeclined })
            .Pressed("5")
            .AgentLeg(LegStatus.Completed, 16, duration: 8)
            .NoContactLeg(),
        AgentIsAsked(
                new Transcript("agent presses 1 and the contact answers")
                {
                    Result = CallResult.Answered,
                    TalkSeconds = 30,
                    ContactStatus = LegStatus.Completed,
                })
            .Pressed("1")
            .ContactLeg(LegStatus.Initiated, 14).ContactLeg(LegStatus.InProgress, 20).ContactLeg(LegStatus.Completed, 50, duration: 30)
            .DialResult(LegStatus.Completed, bridged: true, duration: 30)
            .AgentLeg(LegStatus.Completed, 51, duration: 43),
        AgentIsAsked(new Transcript("agent presses 1 and hangs up before anybody is dialled") { Result = CallResult.AgentHungUp })
            .Pressed("1")
            .AgentLeg(LegStatus.Completed, 13, duration: 5)
            .NoContactLeg(),
        AgentIsAsked(
                new Transcript("agent presses 1 and our answer could not be used") { Result = CallResult.CarrierFailed, ErrorCode = 11200 })
            .Pressed("1")
            .Fallback()
            .AgentLeg(LegStatus.Completed, 18, duration: 10)
            .NoContactLeg(),
        AgentIsAsked(
                new Transcript("agent does not press 1 and our answer could not be used")
                {
                    Result = CallResult.AgentDeclined,
                    ErrorCode = 11200,
                })
            .Fallback()
            .AgentLeg(LegStatus.Completed, 18, duration: 10)
            .NoContactLeg(),
    ];

    private static Transcript AgentRings(Transcript transcript) =>
        transcript.Created().AgentLeg(LegStatus.Initiated, 1).AgentLeg(LegStatus.Ringing, 3);

    private static Transcript AgentIsAsked(Transcript transcript) =>
        AgentRings(transcript).AgentLeg(LegStatus.InProgress, 8).Answered(mustAccept: true);

    private static Transcript AgentAnswers(Transcript transcript) =>
        AgentRings(transcript).AgentLeg(LegStatus.InProgress, 8).Answered();
}
