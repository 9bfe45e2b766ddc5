using CrmVoice.Sandbox.Conferences;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Rest;

/// <summary>Conferences.json and Conferences/{CF}.json (Twilio: Conference resource).</summary>
internal static class ConferenceEndpoints
{
    private static readonly string[] statuses = [.. Enum.GetValues<ConferenceStatus>().Select(status => status.Text())];

    public static void MapConferences(this RouteGroupBuilder account)
    {
        account.MapGet("/Conferences.json", List);
        account.MapGet(
            "/Conferences/{sid}.json",
            (HttpContext context, ConferenceStore conferences, string sid) =>
                TwilioJson.Ok(ConferenceJson.Of(conferences.Require(context, sid))));
        account.MapPost("/Conferences/{sid}.json", UpdateAsync);
    }

    public static Conference Require(this ConferenceStore conferences, HttpContext context, string sid) =>
        conferences.Find(sid) is { } conference && conference.Account == context.Caller().Account
            ? conference
            : throw RestError.NotFound(context.Request.Path);

    private static IResult List(HttpContext context, ConferenceStore conferences)
    {
        var request = context.Request;
        var (name, status) = (request.QueryText("FriendlyName"), request.QueryText("Status"));
        if (status is not null && !statuses.Contains(status))
        {
            throw RestForm.Invalid("Status");
        }

        var (created, updated) = (new DateFilter(request, "DateCreated"), new DateFilter(request, "DateUpdated"));
        var found = conferences.NewestFirst.Where(conference => conference.Account == context.Caller().Account
            && (name is null || conference.FriendlyName == name)
            && (status is null || conference.Status.Text() == status)
            && created.Admits(conference.CreatedAt.WholeSecond())
            && updated.Admits(conference.UpdatedAt.WholeSecond()));
        return TwilioList.Of(request, "conferences", found, conference => conference.Sid, ConferenceJson.Of);
    }

    /// <summary>Ends it, or has everybody in it hear something. One that has ended takes no more (16099).</summary>
    private static async Task<IResult> UpdateAsync(HttpContext context, ConferenceStore conferences, Rooms rooms, string sid)
    {
        var conference = conferences.Require(context, sid);
        var form = await RestForm.ReadAsync(context.Request);
        var ends = form.Text("Status") is not null && form.Choice("Status", "", "completed") == "completed";
        var announcement = form.Target("AnnounceUrl", "AnnounceMethod", 21205, "AnnounceUrl is not a valid URL");
        if (ends ? !rooms.End(conference) : conference.Status == ConferenceStatus.Completed)
        {
            throw RestError.Bad(16099, "Unexpected conference status");
        }

        if (!ends && announcement is not null)
        {
            rooms.Announce(conference, new TwimlSource(announcement));
        }

        return TwilioJson.Ok(ConferenceJson.Of(conference));
    }
}
