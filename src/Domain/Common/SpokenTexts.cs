namespace CrmVoice.Domain.Common;

/// <summary>
/// An organization's own texts for callers in one language, and the voice that says them. Null means CrmVoice's default text.
/// </summary>
/// <param name="Language">IETF language tag.</param>
/// <param name="Voice">One of <see cref="Voices"/>; null leaves the choice to CrmVoice.</param>
/// <param name="Connecting">To the agent, on answer. <c>{name}</c> stands for the contact.</param>
/// <param name="AskToAccept">To the agent, where 1 has to be pressed. <c>{name}</c> stands for the contact.</param>
/// <param name="Unattended">To somebody who calls in, while nobody can take the call.</param>
/// <param name="Voicemail">After that, before the tone.</param>
/// <param name="Closed">To somebody who calls in outside the opening hours.</param>
public sealed record SpokenTexts(
    string Language,
    string? Voice = null,
    string? Connecting = null,
    string? AskToAccept = null,
    string? Busy = null,
    string? NoAnswer = null,
    string? Failed = null,
    string? Unattended = null,
    string? Voicemail = null,
    string? Closed = null)
{
    /// <summary>Longer than anybody wants to listen; Twilio itself speaks some 4,000 characters.</summary>
    public const int MaxLength = 500;

    public const string NamePlaceholder = "{name}";

    /// <summary>No voice was chosen, or one that Twilio has in this language.</summary>
    public bool HasKnownVoice() => string.IsNullOrEmpty(Voice) || Voices.Of(Language).Any(voice => voice.Id == Voice);

    public string? At(Moment moment) => moment switch
    {
        Moment.Connecting => Connecting,
        Moment.AskToAccept => AskToAccept,
        Moment.Busy => Busy,
        Moment.NoAnswer => NoAnswer,
        Moment.Failed => Failed,
        Moment.Unattended => Unattended,
        Moment.Voicemail => Voicemail,
        Moment.Closed => Closed,
    };

    /// <summary>In the form that is stored: an empty text becomes null, which means the default one.</summary>
    public SpokenTexts Trimmed() =>
        new(
            Language,
            Trim(Voice),
            Trim(Connecting),
            Trim(AskToAccept),
            Trim(Busy),
            Trim(NoAnswer),
            Trim(Failed),
            Trim(Unattended),
            Trim(Voicemail),
            Trim(Closed));

    /// <summary>When something is said: to an agent, or to somebody who calls in.</summary>
    public enum Moment
    {
        Connecting,
        AskToAccept,
        Busy,
        NoAnswer,
        Failed,
        Unattended,
        Voicemail,
        Closed,
    }

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
