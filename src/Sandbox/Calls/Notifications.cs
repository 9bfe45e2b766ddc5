using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.Calls;

/// <summary>An entry of a call's Notifications.json, Twilio's debugger: <c>Log</c> "0" is an error, "1" a warning.</summary>
internal sealed record Notification(string Sid, string ErrorCode, string Log, string Text, DateTimeOffset At, string Method, string Url);

internal sealed class Notifications(SandboxClock clock)
{
    public void Error(SandboxCall call, int code, string text, CallbackTarget? target = null) =>
        Add(call, code, "0", "ERROR", text, target);

    public void Warning(SandboxCall call, int code, string text, CallbackTarget? target = null) =>
        Add(call, code, "1", "WARN", text, target);

    /// <summary>A callback that failed does the call no harm, but Twilio says so.</summary>
    public void Report(Callback callback, CallbackAnswer answer)
    {
        if (answer.Failure != CallbackFailure.None)
        {
            Error(callback.Call, 11205, "HTTP connection failure", callback.Target);
        }
        else if (!answer.IsSuccess)
        {
            Warning(callback.Call, 15003, "Call Progress: Warning Response to Callback URL", callback.Target);
        }
    }

    private void Add(SandboxCall call, int code, string log, string level, string text, CallbackTarget? target) =>
        call.Notifications.Enqueue(new(
            Sids.New("NO"),
            $"{code}",
            log,
            $"sourceComponent=14100&ErrorCode={code}&LogLevel={level}&Msg={Uri.EscapeDataString(text)}",
            clock.Now,
            target?.Method ?? "",
            target?.Url ?? ""));
}
