namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio gave no answer that could be understood. The note is one word, without numbers or addresses.</summary>
internal sealed class TwilioUnansweredException(string note, bool neverConnected = false, Exception? inner = null)
    : Exception($"Twilio gave no answer: {note}.", inner)
{
    public string Note { get; } = note;

    /// <summary>Not even a connection came about, so nothing can have been asked.</summary>
    public bool NeverConnected { get; } = neverConnected;

    public static TwilioUnansweredException Unreadable(Exception? inner = null) => new("answer-unreadable", inner: inner);
}
