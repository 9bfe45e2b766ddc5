namespace CrmVoice.Domain.Calls;

/// <summary>
/// Derives state and result of a call that came in. Pure functions of the facts, so that the order of reports cannot matter. Nobody takes
/// such calls yet: a machine says so, and takes a message.
/// </summary>
public static class IncomingOutcome
{
    public static CallState StateOf(Call call) => call.ContactLeg is { IsFinal: true } ? CallState.Ended : CallState.Received;

    /// <summary>The result of an ended call: Twilio says <c>completed</c>, whoever or whatever the caller heard.</summary>
    public static CallResult ResultOf(Call call) => call switch
    {
        _ when call.Recordings.Any(recording => recording.IsCompleteVoicemail) => CallResult.VoicemailLeft,
        { CameOutsideHours: true, ContactLeg.FallbackAt: null } when WasAsked(call) => CallResult.Closed,
        { ContactLeg.FallbackAt: not null } => CallResult.CarrierFailed,
        // Twilio never asked what to do: it could not reach CrmVoice.
        _ when !WasAsked(call) => CallResult.CarrierFailed,
        _ => CallResult.NoAgent,
    };

    private static bool WasAsked(Call call) => call.ContactLeg?.Reports.Any(report => report.Source is FactSource.Request) is true;

    /// <summary>
    /// Who ended an ended call, as far as that is known: whoever asked for it in CrmVoice; the caller, where Twilio had not answered yet.
    /// Otherwise Twilio does not say whether the caller heard the words to the end.
    /// </summary>
    public static EndedBy? EndedByOf(Call call) => call switch
    {
        { HangupRequestedBy: { } by } => new EndedBy(EndedByRole.Supervisor, LegId: null, by),
        { ContactLeg: { WasAnswered: false } leg } => new EndedBy(EndedByRole.Contact, leg.Id, MemberId: null),
        _ => null,
    };
}
