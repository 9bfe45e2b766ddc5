using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>A call of ours as Twilio has it: its legs and its room. Whatever it says, it says one thing after the other.</summary>
internal sealed partial class PlayedCall
{
    private readonly Lock gate = new();
    private readonly Channel<Func<Task>> toSay = Channel.CreateUnbounded<Func<Task>>();
    private readonly List<PlayedLeg> legs = [];
    private readonly Func<HttpRequestMessage, Task<(int Status, string Body)>> send;
    private readonly Stopwatch alone = new();
    private readonly HashSet<string> takers = [];
    private volatile bool isOver;
    private int sequence;
    private int toLose;

    public PlayedCall(Guid id, Func<HttpRequestMessage, Task<(int Status, string Body)>> send)
    {
        (Id, this.send) = (id, send);
        _ = SpeakAsync();
    }

    public Guid Id { get; }

    public string ConferenceSid => $"CF{Id:N}";

    /// <summary>What each number does when it is rung; others answer.</summary>
    public Dictionary<string, Manner> Manners { get; init; } = [];

    /// <summary>Whether what the application missed while it was dead is never said again.</summary>
    public bool LosesReports { get; init; }

    /// <summary>Which report of the room or status of a leg gets lost, and the how many-th of its kind; null for none.</summary>
    public (string What, int Nth)? Loses { get; init; }

    /// <summary>What got lost.</summary>
    public string? Lost { get; private set; }

    public IReadOnlyList<PlayedLeg> Legs
    {
        get
        {
            lock (gate)
            {
                return [.. legs];
            }
        }
    }

    public PlayedLeg Agent => Legs[0];

    public PlayedLeg Contact => Legs[1];

    /// <summary>The longest time for which the contact was in the room with nobody.</summary>
    public TimeSpan LongestAlone { get; private set; }

    /// <summary>Whether the contact and a leg that came later could hear each other when the agent's first leg had left.</summary>
    public bool WasTakenBy(string number)
    {
        lock (gate)
        {
            return takers.Contains(number);
        }
    }

    public override string ToString() =>
        string.Join(", ", Legs.Select(leg => $"{leg.To} {leg.Status}{(leg.IsIn ? " in" : "")}{(leg.IsOnHold ? " on hold" : "")}"));

    /// <summary>A leg that is in the room from the start.</summary>
    public void Seat(PlayedLeg leg, bool endsOnExit)
    {
        (leg.IsIn, leg.EndsOnExit, leg.Status) = (true, endsOnExit, "in-progress");
        leg.ActionUrl = Sibling(leg.Url, "room-left");
        legs.Add(leg);
        sequence++;
    }

    public bool Knows(string name)
    {
        lock (gate)
        {
            return name == ConferenceSid || name == $"r-{Id:N}-1" || legs.Exists(leg => leg.Sid == name)
                || Manners.ContainsKey(name) || legs.Exists(leg => leg.To == name);
        }
    }

    /// <summary>Somebody hangs up.</summary>
    public void HangsUp(PlayedLeg leg) => End(leg, "participant_hung_up");

    /// <summary>The test is over, whatever there was to say.</summary>
    public void HangUpTheLine()
    {
        isOver = true;
        toSay.Writer.TryComplete();
    }

    /// <summary>What Twilio answers to a request of REST.</summary>
    public (int Status, JsonNode Body) Answer(string method, string[] path, IFormCollection? form, IQueryCollection query)
    {
        var isPost = HttpMethods.IsPost(method);
        lock (gate)
        {
            return path switch
            {
                ["Calls.json"] when isPost => (201, Make(form!).AsCall()),
                ["Calls.json"] => (200, List("calls", Made(query["To"]))),
                ["Calls", var sid] when Find(sid) is { } leg => isPost ? Update(leg, form!) : (200, leg.AsCall()),
                ["Conferences.json"] => (200, List("conferences", legs.Exists(leg => leg.IsIn) ? [AsConference()] : [])),
                ["Conferences", _, "Participants.json"] => (200, List(
                    "participants",
                    [.. legs.Where(leg => leg.IsIn).Select(leg => leg.AsParticipant(ConferenceSid))])),
                ["Conferences", _, "Participants", var sid] when Find(sid) is { IsIn: true } leg =>
                    (200, Update(leg, form!, ConferenceSid)),
                [.., var last] when last.StartsWith("CA", StringComparison.Ordinal) => (404, Error(20404)),
                _ => (200, List(path[^1].Replace(".json", "", StringComparison.Ordinal).ToLowerInvariant(), [])),
            };
        }
    }

    public static JsonObject List(string plural, JsonArray items) =>
        new() { [plural.ToLowerInvariant()] = items, ["next_page_uri"] = null };

    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private PlayedLeg? Find(string sid) => legs.Find(leg => leg.Sid == sid.Replace(".json", "", StringComparison.Ordinal));

    private JsonArray Made(string? to) => [.. legs.Where(leg => leg.To == to).Reverse().Select(leg => leg.AsCall())];

    private static JsonObject Error(int code) => new() { ["code"] = code, ["message"] = "no", ["status"] = 404 };

    private JsonObject AsConference() => new()
    {
        ["sid"] = ConferenceSid,
        ["friendly_name"] = $"r-{Id:N}-1",
        ["status"] = "in-progress",
    };

    private PlayedLeg Make(IFormCollection form)
    {
        var url = Cut(form["Url"]!);
        var id = url.Split("/legs/")[1].Split('/')[0];
        var leg = new PlayedLeg($"CA{Guid.NewGuid():N}", form["To"]!, url, Cut(form["StatusCallback"]!), id);
        legs.Add(leg);
        isCounting |= CountsFromDialling;
        Say(async () =>
        {
            await TellAsync(leg, "initiated");
            await TellAsync(leg, "ringing");
            switch (Manners.GetValueOrDefault(leg.To))
            {
                case Manner.LetsItRingOut:
                    await EndAsync(leg, "no-answer");
                    break;
                case Manner.Answers:
                    await TellAsync(leg, "in-progress");
                    await FollowAsync(leg, leg.Url);
                    break;
                default:
                    break;
            }
        });
        return leg;
    }

    private (int Status, JsonNode Body) Update(PlayedLeg leg, IFormCollection form)
    {
        if (leg.IsOver)
        {
            return (400, Error(21220));
        }

        if (form["Url"].FirstOrDefault() is { } url)
        {
            Leave(leg, "participant_updated_via_api");
            Say(() => FollowAsync(leg, Cut(url)));
        }
        else
        {
            End(leg, "participant_updated_via_api");
        }

        return (200, leg.AsCall());
    }

    private JsonObject Update(PlayedLeg leg, IFormCollection form, string conferenceSid)
    {
        var happened = "participant-modify";
        // Silently kept while it is on hold.
        if (Flag(form, "EndConferenceOnExit") is { } ends && !leg.IsOnHold)
        {
            leg.EndsOnExit = ends;
        }

        if (Flag(form, "Muted") is { } muted)
        {
            (leg.IsMuted, happened) = (muted, muted ? "participant-mute" : "participant-unmute");
        }

        if (Flag(form, "Hold") is { } hold)
        {
            (leg.IsOnHold, happened) = (hold, hold ? "participant-hold" : "participant-unhold");
        }

        Report(happened, leg);
        return leg.AsParticipant(conferenceSid);
    }

    private static bool? Flag(IFormCollection form, string name) =>
        form[name].FirstOrDefault() is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : null;

    private static string Cut(string url) => url.Split('#')[0];

    private static string Sibling(string url, string webhook) => url[..(url.LastIndexOf('/') + 1)] + webhook;
}
