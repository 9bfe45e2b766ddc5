using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.TwiML;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>
/// A Dial that leads into a room: the leg stays until it leaves, is thrown out or the conference ends, and then goes on with the Dial's
/// action or the next verb (Twilio: TwiML Voice Conference; Dial, "action": a conference names no DialCallSid).
/// </summary>
internal sealed class ConferenceVerb(
    SandboxClock clock,
    Rooms rooms,
    CallStore calls,
    CallProgress progress,
    DialAction action,
    Notifications notifications,
    Unknowns unknowns,
    IOptions<SandboxOptions> options)
{
    private const int LabelInUse = 16025;
    private const double GlanceSeconds = 0.2;

    public async Task<Step> RunAsync(SandboxCall call, XElement dial, XElement noun, TwimlDocument document)
    {
        var terms = ConferenceTerms.Read(dial, noun, document);
        foreach (var name in terms.Unread)
        {
            notifications.Warning(call, 12200, $"Schema validation warning: {name} of Conference is not understood here", document.Source);
        }

        var (participant, refusal) = terms.Problem is { } problem ? (null, problem) : rooms.Join(call, terms);
        if (participant is null)
        {
            var (code, message) = refusal!.Value;
            notifications.Error(call, code, message, document.Source);
            return code == LabelInUse ? Step.NextVerb : await action.TellAsync(call, terms.Action, Result("failed"));
        }

        if (call.Behaviour.HangsUpWhileContactRings)
        {
            _ = HangUpWhileSomebodyRingsAsync(call);
        }

        var departure = await StayAsync(participant, terms);
        call.ForgetKeys();
        return await GoOnAsync(call, terms, departure);
    }

    private async Task<Departure> StayAsync(Participant participant, ConferenceTerms terms)
    {
        var call = participant.Call;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Interrupted);
        await using var leaving = call.Interrupted.Register(() => rooms.Leave(participant, DepartureKind.Interrupted, ReasonOf(call)));
        var timeLimit = clock.Delay(terms.TimeLimit, over.Token);
        var star = terms.HangsUpOnStar ? StarAsync(call, over.Token) : Task.Delay(Timeout.Infinite, over.Token);
        if (await Task.WhenAny(participant.Departure, timeLimit, star) != participant.Departure)
        {
            // Where the leg was interrupted, it has left by now and this does nothing.
            rooms.Leave(participant, DepartureKind.Left, "participant_hung_up");
        }

        await over.CancelAsync();
        return await participant.Departure;
    }

    private async Task<Step> GoOnAsync(SandboxCall call, ConferenceTerms terms, Departure departure)
    {
        if (call.Interrupted.IsCancellationRequested && !unknowns.ActionAfterHangUpInRoom)
        {
            call.Interrupted.ThrowIfCancellationRequested();
        }

        var isAsked = departure switch
        {
            { Kind: not DepartureKind.ConferenceEnded } => true,
            { WasOnHold: true } => unknowns.ActionAfterConferenceEndOnHold,
            _ => unknowns.ActionAfterConferenceEnd,
        };
        return isAsked
            ? await action.TellAsync(
                call,
                terms.Action,
                Result(departure.Kind == DepartureKind.NotJoined ? "failed" : unknowns.RoomDialCallStatus))
            : Step.HangUp;
    }

    private static KeyValuePair<string, string>[] Result(string status) => [new("DialCallStatus", status)];

    /// <summary>A redirect, an end by the REST API, or the person at the far end.</summary>
    private string ReasonOf(SandboxCall call) =>
        !call.Status.IsFinal() ? "participant_updated_via_api"
        : call.EndedBy == EndedBy.Rest ? unknowns.ReasonAfterCompletion
        : "participant_hung_up";

    private static async Task StarAsync(SandboxCall call, CancellationToken cancellation)
    {
        while (await call.Keys.Reader.ReadAsync(cancellation) != '*')
        {
            // Other keys mean nothing here.
        }
    }

    /// <summary>Ending 9006: an agent who waits in a room gives up while the leg that was asked for after its own is ringing.</summary>
    private async Task HangUpWhileSomebodyRingsAsync(SandboxCall agent)
    {
        try
        {
            while (!calls.NewestFirst.Any(call =>
                call.Account == agent.Account && call.Order > agent.Order && call.Status == CallStatus.Ringing))
            {
                await clock.Delay(GlanceSeconds, agent.Interrupted);
            }

            await clock.Delay(options.Value.RingSeconds, agent.Interrupted);
            progress.End(agent, CallStatus.NoAnswer, 487, EndedBy.Person);
        }
        catch (OperationCanceledException)
        {
            // Ended or sent elsewhere before.
        }
    }
}
