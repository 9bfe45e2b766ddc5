namespace CrmVoice.Domain.Calls;

/// <summary>The stable words for what happens to a call, as they stand in its timeline.</summary>
public static class StepKinds
{
    public const string Requested = "requested";
    public const string WaitingForLine = "waiting-for-line";
    public const string CreateSent = "create-sent";
    public const string CreateAccepted = "create-accepted";
    public const string CreateRefused = "create-refused";
    public const string CreateNotTaken = "create-not-taken";
    public const string CreateUnclear = "create-unclear";
    public const string SearchSent = "search-sent";
    public const string SearchEmpty = "search-empty";
    public const string CreateFound = "create-found";
    public const string CreateGivenUp = "create-given-up";
    public const string CreateWithdrawn = "create-withdrawn";
    public const string Status = "status";
    public const string UnknownLeg = "unknown-leg";
    public const string AnswerRequested = "answer-requested";
    public const string Accepted = "accepted";
    public const string NotAccepted = "not-accepted";
    public const string DialResult = "dial-result";
    public const string DialRefused = "dial-refused";
    public const string Fallback = "fallback";
    public const string MachineDetection = "machine-detection";
    public const string LookUpSent = "look-up-sent";
    public const string LookedUp = "looked-up";
    public const string Priced = "priced";
    public const string ReportsEmpty = "reports-empty";
    public const string CarrierSilent = "carrier-silent";
    public const string NoContactLeg = "no-contact-leg";
    public const string LookUpUnanswered = "look-up-unanswered";
    public const string HangupRequested = "hangup-requested";
    public const string HangupSent = "hangup-sent";
    public const string HangupDone = "hangup-done";
    public const string HangupGivenUp = "hangup-given-up";
    public const string Recording = "recording";
    public const string NotesEdited = "notes-edited";
}
