using System.Text.Json;
using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Page;

/// <summary>Rooms for tests: who hears whom, what becomes of callbacks, and what is not known of Twilio.</summary>
internal static class RoomControlEndpoints
{
    /// <param name="Fate">lose, repeat or delay.</param>
    /// <param name="Event">Left out, it is the next one, whatever it is.</param>
    private sealed record FateRequest(string Fate, string? Event = null, string? ConferenceSid = null, string? CallSid = null);

    public static void MapRoomControl(this IEndpointRouteBuilder endpoints)
    {
        var sandbox = endpoints.MapGroup("/sandbox");
        sandbox.MapGet(
            "/conferences",
            (ConferenceStore conferences, Rooms rooms, Unknowns unknowns) =>
                conferences.NewestFirst.Select(conference => Json(conference, rooms.InRoom(conference), unknowns)));
        sandbox.MapPost(
            "/conference-callbacks",
            (FateRequest request, Controls controls) =>
                controls.Doom(request.Fate, request.Event, request.ConferenceSid, request.CallSid)
                    ? Results.NoContent()
                    : Results.BadRequest());
        sandbox.MapGet("/unknowns", (Unknowns unknowns) => unknowns);
        sandbox.MapPatch(
            "/unknowns",
            (Dictionary<string, JsonElement> changes, UnknownSwitches switches, Unknowns unknowns) =>
                switches.Set(changes.Select(change => KeyValuePair.Create(change.Key, change.Value.ToString()))) is { } wrong
                    ? Results.BadRequest(new { Wrong = wrong })
                    : Results.Ok(unknowns));
    }

    private static object Json(Conference conference, IReadOnlyList<Participant> inside, Unknowns unknowns) => new
    {
        conference.Sid,
        AccountSid = conference.Account.Sid,
        conference.FriendlyName,
        Status = conference.Status.Text(),
        conference.Region,
        Participants = inside.Select(each => new
        {
            CallSid = each.Call.Sid,
            each.Label,
            each.Call.To,
            each.Muted,
            each.Hold,
            each.Coaching,
            each.CallSidToCoach,
            EndConferenceOnExit = each.EndsOnExit,
            Hears = inside.Where(other => each.Hears(other, unknowns.StrayCoachIsHeard)).Select(other => other.Call.Sid),
        }),
    };
}
