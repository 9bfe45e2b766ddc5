using System.Collections.Concurrent;
using System.Xml.Linq;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>
/// What somebody hears who waits, is on hold or is announced to: a sound file, or a document of Play, Say, Pause and Redirect. When it runs
/// out of verbs there is silence; only a Redirect asks again (Twilio: TwiML Voice Conference, "waitUrl").
/// </summary>
internal sealed class RoomSounds(SandboxClock clock, CallbackSender sender, Speech speech, Notifications notifications, Unknowns unknowns)
{
    private const double EmptyDocumentSeconds = 1;

    private readonly ConcurrentDictionary<string, bool> fetched = new();

    /// <summary>Throws <see cref="TwimlException"/> where the first document cannot be had; later ones leave silence.</summary>
    /// <param name="purpose">wait, hold or announcement.</param>
    /// <param name="hearers">Who hears it; the first is the one it is asked for.</param>
    public async Task PlayAsync(IReadOnlyList<Participant> hearers, string purpose, TwimlSource source, CancellationToken cancellation)
    {
        var next = await PlayDocumentAsync(hearers, purpose, source, cancellation);
        while (next is { } present)
        {
            try
            {
                next = await PlayDocumentAsync(hearers, purpose, present, cancellation);
            }
            catch (TwimlException failure)
            {
                notifications.Error(hearers[0].Call, failure.Code, failure.Message, present.Target);
                return;
            }
        }
    }

    private async Task<TwimlSource?> PlayDocumentAsync(
        IReadOnlyList<Participant> hearers,
        string purpose,
        TwimlSource source,
        CancellationToken cancellation)
    {
        var participant = hearers[0];
        var document = await LoadAsync(participant, purpose, source, cancellation);
        var takesTime = false;
        foreach (var verb in document.Response.Elements())
        {
            switch (verb.Name.LocalName)
            {
                case "Say" or "Play" or "Pause":
                    takesTime = true;
                    await FetchAsync(participant, verb, cancellation);
                    await Task.WhenAll(hearers.Select(each =>
                        speech.PlayAsync(each.Call, verb, cancellation, unknowns.AnnouncedDigitsArrive)));
                    break;
                case "Redirect":
                    await clock.Delay(takesTime ? 0 : EmptyDocumentSeconds, cancellation);
                    return document.Next(verb.Value, verb.Text("method"));
                default:
                    notifications.Warning(
                        participant.Call,
                        12200,
                        $"Schema validation warning: {verb.Name.LocalName} is not allowed in a document to {purpose} with",
                        document.Source);
                    break;
            }
        }

        return null;
    }

    // Once for each address: Twilio keeps what it has fetched (TwiML Play: "Caching").
    private async Task FetchAsync(Participant participant, XElement verb, CancellationToken cancellation)
    {
        if (verb.Name.LocalName is not "Play" || !Uri.TryCreate(verb.Value.Trim(), UriKind.Absolute, out var audio)
            || audio.Scheme is not ("http" or "https") || !fetched.TryAdd(audio.AbsoluteUri, true))
        {
            return;
        }

        var target = new CallbackTarget(audio.AbsoluteUri, "GET");
        var answer = await sender.SendAsync(
            Callback.Of(participant.Call, "play", target, []) with { IsEventOfCall = false, IsSigned = false },
            cancellation);
        if (answer is { IsSuccess: true, ContentType: { } type } && type.StartsWith("audio/", StringComparison.Ordinal))
        {
            return;
        }

        fetched.TryRemove(audio.AbsoluteUri, out _);
        var (code, reason) = answer.IsSuccess ? (12300, "Invalid Content-Type") : (11200, "HTTP retrieval failure");
        notifications.Error(participant.Call, code, reason, target);
    }

    private async Task<TwimlDocument> LoadAsync(Participant participant, string purpose, TwimlSource source, CancellationToken cancellation)
    {
        var callback = Callback.Of(participant.Call, purpose, source.Target!, [.. Parameters(participant)]) with
        {
            IsSigned = unknowns.SoundRequestsAreSigned,
        };
        var answer = await sender.SendAsync(callback, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return answer is { IsSuccess: true, ContentType: { } type } && type.StartsWith("audio/", StringComparison.Ordinal)
            ? new(new XElement("Response", new XElement("Play", answer.Url)), source.Target! with { Url = answer.Url })
            : TwimlFetcher.Read(answer, source.Target!);
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters(Participant participant) => unknowns.SoundParameters switch
    {
        "call" => CallParameters.Standard(participant.Call),
        "conference" =>
        [
            new("AccountSid", participant.Call.Account.Sid),
            new("CallSid", participant.Call.Sid),
            new("ConferenceSid", participant.Conference.Sid),
            new("FriendlyName", participant.Conference.FriendlyName),
        ],
        _ => [],
    };
}
