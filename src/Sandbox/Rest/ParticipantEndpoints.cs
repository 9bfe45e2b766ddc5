using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Conferences;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// Participants of a conference, by the SID of their call or their label (Twilio: Conference Participant resource). There are none once the
/// conference has ended. They are brought in by TwiML only: asking for a participant by REST is not understood here.
/// </summary>
internal static class ParticipantEndpoints
{
    public static void MapParticipants(this RouteGroupBuilder account)
    {
        const string One = "/Conferences/{sid}/Participants/{participant}.json";
        account.MapGet("/Conferences/{sid}/Participants.json", List);
        account.MapGet(
            One,
            (HttpContext context, ConferenceStore conferences, Rooms rooms, string sid, string participant) =>
                TwilioJson.Ok(ConferenceJson.Of(Require(context, conferences, rooms, sid, participant))));
        account.MapPost(One, UpdateAsync);
        account.MapDelete(One, Remove);
    }

    private static Participant Require(HttpContext context, ConferenceStore conferences, Rooms rooms, string sid, string participant) =>
        rooms.InRoom(conferences.Require(context, sid)).FirstOrDefault(each => each.Call.Sid == participant || each.Label == participant)
        ?? throw RestError.NotFound(context.Request.Path);

    private static IResult List(HttpContext context, ConferenceStore conferences, Rooms rooms, string sid)
    {
        var request = context.Request;
        var (muted, hold, coaching) = (Flag(request, "Muted"), Flag(request, "Hold"), Flag(request, "Coaching"));
        var found = rooms
            .InRoom(conferences.Require(context, sid))
            .Reverse()
            .Where(each => (muted ?? each.Muted) == each.Muted && (hold ?? each.Hold) == each.Hold
                && (coaching ?? each.Coaching) == each.Coaching);
        return TwilioList.Of(request, "participants", found, each => each.Call.Sid, ConferenceJson.Of);
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        ConferenceStore conferences,
        Rooms rooms,
        string sid,
        string participant)
    {
        var found = Require(context, conferences, rooms, sid, participant);
        var change = ChangeOf(await RestForm.ReadAsync(context.Request));
        if (change.Coaching == true && (change.CallSidToCoach ?? found.CallSidToCoach) is null)
        {
            throw RestForm.Invalid("CallSidToCoach");
        }

        if (change is { CallSidToCoach: { } coached, Coaching: not false }
            && !rooms.InRoom(found.Conference).Any(each => each.Call.Sid == coached))
        {
            throw RestError.Bad(16028, "Participant to be whispered is not present in the conference");
        }

        return rooms.Update(found, change) ? TwilioJson.Ok(ConferenceJson.Of(found)) : throw RestError.NotFound(context.Request.Path);
    }

    private static ParticipantChange ChangeOf(RestForm form) => new()
    {
        Muted = form.Switch("Muted"),
        Hold = form.Switch("Hold"),
        HoldSound = Sound(form, "HoldUrl", "HoldMethod", "GET"),
        Announcement = Sound(form, "AnnounceUrl", "AnnounceMethod", "POST"),
        EndsOnExit = form.Switch("EndConferenceOnExit"),
        BeepsOnExit = form.Switch("BeepOnExit"),
        Coaching = form.Switch("Coaching"),
        CallSidToCoach = form.Text("CallSidToCoach") switch
        {
            null => null,
            var coached when coached.StartsWith("CA", StringComparison.Ordinal) && Sids.Pattern.IsMatch(coached) => coached,
            _ => throw RestForm.Invalid("CallSidToCoach"),
        },
        ChangesWait = form.Has("WaitUrl"),
        Wait = Sound(form, "WaitUrl", "WaitMethod", "POST"),
    };

    private static TwimlSource? Sound(RestForm form, string url, string method, string otherwise) =>
        form.Url(url, 21205, $"{url} is not a valid URL") is { } target
            ? new(new CallbackTarget(target, form.Choice(method, otherwise, "GET", "POST")))
            : null;

    private static IResult Remove(HttpContext context, ConferenceStore conferences, Rooms rooms, string sid, string participant) =>
        rooms.Remove(Require(context, conferences, rooms, sid, participant))
            ? Results.NoContent()
            : throw RestError.NotFound(context.Request.Path);

    private static bool? Flag(HttpRequest request, string name) => request.QueryText(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw RestForm.Invalid(name),
    };
}
