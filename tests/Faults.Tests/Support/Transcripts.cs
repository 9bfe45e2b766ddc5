namespace CrmVoice.Faults.Tests.Support;

/// <summary>All that Twilio says of one call, and what it must come to.</summary>
/// <param name="HangUp">Somebody hangs up in CrmVoice first.</param>
/// <param name="MustAccept">The agent is asked to press 1 before anybody is dialled.</param>
internal sealed record Transcript(
    string Name,
    string Result,
    int? TalkSeconds,
    Func<TwilioCall, SentWebhook[]> Of,
    bool HangUp = false,
    bool MustAccept = false)
{
    public override string ToString() => Name;
}

/// <summary>The calls that Twilio is known to tell of (T1 to T7), by what happens in them.</summary>
internal static class Transcripts
{
    private static readonly (string, string)[] busy = [("CallDuration", "0"), ("SipResponseCode", "486")];
    private static readonly (string, string)[] noAnswer = [("CallDuration", "0"), ("SipResponseCode", "487")];
    private static readonly (string, string)[] notFound = [("CallDuration", "0"), ("SipResponseCode", "404")];

    /// <summary>T1: everything that can be said of a call.</summary>
    public static Transcript Answered { get; } =
        new(
            "T1 answered, the contact hangs up",
            "answered",
            95,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("in-progress", 20),
                    call.Machine("human"),
                    call.Recording("in-progress"),
                    call.Contact("completed", 115, Lasted(95)),
                    call.Dial("completed", seconds: 95),
                    call.Agent("completed", 116, Lasted(106)),
                    call.Recording("completed", 95),
                ]);

    public static IReadOnlyList<Transcript> All { get; } =
    [
        Answered,
        new(
            "T1 answered, the agent hangs up",
            "answered",
            95,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 115, Lasted(95)),
                    call.Dial("completed", "completed", 95),
                    call.Agent("completed", 115, Lasted(105)),
                ]),
        new(
            "T1 answered by a machine",
            "contact-machine",
            30,
            call =>
                [
                    .. Begun(call),
                    call.Contact("ringing", 13),
                    call.Contact("in-progress", 20),
                    call.Machine("machine_start"),
                    call.Contact("completed", 50, Lasted(30)),
                    call.Dial("completed", seconds: 30),
                    call.Agent("completed", 51, Lasted(41)),
                ]),
        new(
            "T1 the contact leaves before the bridge",
            "contact-hung-up",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 20, Lasted(0)),
                    call.Dial("completed"),
                    call.Agent("completed", 21, Lasted(11)),
                ]),
        new(
            "T2 busy",
            "contact-busy",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("busy", 14, busy),
                    call.Dial("busy"),
                    call.Agent("completed", 22, Lasted(12)),
                ]),
        new(
            "T3 no answer",
            "contact-no-answer",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 47, noAnswer),
                    call.Dial("no-answer"),
                    call.Agent("completed", 50, Lasted(40)),
                ]),
        new(
            "T4 the agent does not answer",
            "agent-no-answer",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("no-answer", 26, noAnswer)]),
        new(
            "T4 the agent is busy",
            "agent-busy",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("busy", 3, busy)]),
        new(
            "T4 the agent cannot be reached",
            "agent-failed",
            null,
            call => [call.Agent("initiated", 0), call.Agent("failed", 1, notFound)]),
        new(
            "T5 the agent hangs up while the contact rings",
            "agent-hung-up",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 17, noAnswer),
                    call.Dial("no-answer", "completed"),
                    call.Agent("completed", 17, Lasted(7)),
                ]),
        new(
            "T5 the same, said to be canceled",
            "agent-hung-up",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("ringing", 13),
                    call.Contact("canceled", 17),
                    call.Dial("canceled", "completed"),
                    call.Agent("completed", 17, Lasted(7)),
                ]),
        new(
            "T6 refused before it is dialled",
            "contact-failed",
            null,
            call => [.. Begun(call), call.Dial("failed", withSid: false), call.Agent("completed", 15, Lasted(5))]),
        new(
            "T6 refused by the contact's carrier",
            "contact-failed",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("failed", 13, notFound),
                    call.Dial("failed"),
                    call.Agent("completed", 18, Lasted(8)),
                ]),
        new(
            "T7 hung up here while the agent's phone rings",
            "canceled",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("canceled", 3, ("CallDuration", "0"))],
            HangUp: true),
        new(
            "T7 hung up here while the contact rings",
            "canceled",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 17, noAnswer),
                    call.Agent("completed", 17, Lasted(7)),
                ],
            HangUp: true),
        new(
            "T7 hung up here while they talk",
            "answered",
            40,
            call =>
                [
                    .. Begun(call),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 60, Lasted(40)),
                    call.Agent("completed", 60, Lasted(50)),
                ],
            HangUp: true),
        new(
            "1 is pressed and the contact answers",
            "answered",
            40,
            call =>
                [
                    .. Begun(call),
                    call.Pressed("1"),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 60, Lasted(40)),
                    call.Dial("completed", seconds: 40),
                    call.Agent("completed", 61, Lasted(51)),
                ],
            MustAccept: true),
        new(
            "1 is pressed and our answer cannot be used",
            "carrier-failed",
            null,
            call => [.. Begun(call), call.Pressed("1"), call.Fallback(), call.Agent("completed", 15, Lasted(5))],
            MustAccept: true),
        new(
            "1 is pressed and the agent hangs up",
            "agent-hung-up",
            null,
            call => [.. Begun(call), call.Pressed("1"), call.Agent("completed", 15, Lasted(5))],
            MustAccept: true),
        new(
            "another key than 1 is pressed",
            "agent-declined",
            null,
            call => [.. Begun(call), call.Pressed("5"), call.Agent("completed", 15, Lasted(5))],
            MustAccept: true),
        new(
            "no key is pressed",
            "agent-declined",
            null,
            call => [.. Begun(call), call.Agent("completed", 22, Lasted(12))],
            MustAccept: true),
        new(
            "no key is pressed and our answer cannot be used",
            "agent-declined",
            null,
            call => [.. Begun(call), call.Fallback(), call.Agent("completed", 15, Lasted(5))],
            MustAccept: true),
    ];

    /// <summary>Calls that nobody was dialled in: Twilio says so when it is asked, and not before.</summary>
    public static IReadOnlyList<Transcript> EndedByAsking { get; } =
    [
        new(
            "the agent hangs up before anybody is dialled",
            "agent-hung-up",
            null,
            call => [.. Begun(call), call.Agent("completed", 12, Lasted(2))]),
        new(
            "the agent does not press 1",
            "agent-declined",
            null,
            call => [.. Begun(call), call.Agent("completed", 25, Lasted(15))],
            MustAccept: true),
        new(
            "our answer could not be used",
            "carrier-failed",
            null,
            call => [.. Begun(call), call.Fallback(11200), call.Agent("completed", 14, Lasted(4))]),
    ];

    private static SentWebhook[] Begun(TwilioCall call) =>
        [call.Agent("initiated", 0), call.Agent("ringing", 2), call.Agent("in-progress", 10), call.Answer()];

    private static (string Name, string Value)[] Lasted(int seconds) =>
        [("CallDuration", $"{seconds}"), ("Duration", $"{(seconds + 59) / 60}"), ("SipResponseCode", "200")];
}
