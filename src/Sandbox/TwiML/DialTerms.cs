using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>A Dial verb and its Number, read (Twilio: TwiML Voice Dial, Number).</summary>
internal sealed record DialTerms(string Number, string CallerId)
{
    public TwimlSource? Action { get; init; }

    public TimeSpan Timeout { get; init; }

    public TimeSpan TimeLimit { get; init; }

    public RecordingTerms? Recording { get; init; }

    public bool RecordsRinging { get; init; }

    public TwimlSource? Whisper { get; init; }

    public StatusSubscription? Status { get; init; }

    public MachineDetection? MachineDetection { get; init; }

    public static DialTerms Read(SandboxCall parent, XElement dial, TwimlDocument document)
    {
        var number = dial.Element("Number");
        var record = dial.Text("record") ?? "do-not-record";
        return new((number?.Value ?? dial.Value).Trim(), dial.Text("callerId") ?? parent.From)
        {
            Action = dial.Attribute("action") is { } action
                ? document.Next(action.Value, dial.Text("method")) with { IsDialAction = true }
                : null,
            Timeout = TimeSpan.FromSeconds(Math.Clamp(dial.Seconds("timeout", 30), 5, 600)),
            TimeLimit = TimeSpan.FromSeconds(dial.Seconds("timeLimit", 14400)),
            RecordsRinging = record.StartsWith("record-from-ringing", StringComparison.Ordinal),
            Recording = record is "do-not-record" or "false"
                ? null
                : new("DialVerb", record.EndsWith("-dual", StringComparison.Ordinal) ? 2 : 1)
                {
                    Track = dial.Text("recordingTrack") ?? "both",
                    Callback = document.Target(dial, "recordingStatusCallback"),
                    Events = dial.Words("recordingStatusCallbackEvent", "completed"),
                },
            Whisper = number?.Attribute("url") is { } url ? document.Next(url.Value, number.Text("method")) : null,
            Status = number is not null && document.Target(number, "statusCallback") is { } target
                ? new(target, number.Words("statusCallbackEvent", "completed"))
                : null,
            MachineDetection = number?.Text("machineDetection") is { } detection
                ? new(detection == "DetectMessageEnd", IsAsync: true, document.Target(number, "amdStatusCallback"))
                : null,
        };
    }
}
