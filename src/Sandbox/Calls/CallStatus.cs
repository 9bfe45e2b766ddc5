namespace CrmVoice.Sandbox.Calls;

/// <summary>Final from <see cref="Completed"/> on.</summary>
internal enum CallStatus
{
    Queued,
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Busy,
    Failed,
    NoAnswer,
    Canceled,
}

internal static class CallStatusText
{
    public static bool IsFinal(this CallStatus status) => status >= CallStatus.Completed;

    /// <summary>As a callback says it.</summary>
    public static string Text(this CallStatus status) => status switch
    {
        CallStatus.Queued => "queued",
        CallStatus.Initiated => "initiated",
        CallStatus.Ringing => "ringing",
        CallStatus.InProgress => "in-progress",
        CallStatus.Completed => "completed",
        CallStatus.Busy => "busy",
        CallStatus.Failed => "failed",
        CallStatus.NoAnswer => "no-answer",
        CallStatus.Canceled => "canceled",
    };

    /// <summary>As the Call resource says it, which knows no <c>initiated</c>.</summary>
    public static string ResourceText(this CallStatus status) => status == CallStatus.Initiated ? "queued" : status.Text();
}
