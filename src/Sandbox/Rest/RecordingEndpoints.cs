using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;

namespace CrmVoice.Sandbox.Rest;

/// <summary>Recordings of the account and of a call, and their sound (Twilio: Recording resource, Call Recording resource).</summary>
internal static class RecordingEndpoints
{
    private const string Current = "Twilio.CURRENT";

    public static void MapRecordings(this RouteGroupBuilder account)
    {
        account.MapGet("/Recordings.json", List);
        account.MapGet("/Recordings/{file}", Fetch);
        account.MapDelete("/Recordings/{file}", Delete);
        account.MapGet("/Calls/{sid}/Recordings.json", ListOfCall);
        account.MapPost("/Calls/{sid}/Recordings.json", StartAsync);
        account.MapGet(
            "/Calls/{sid}/Recordings/{recording}.json",
            (HttpContext context, CallStore calls, Recorder recorder, string sid, string recording) =>
                TwilioJson.Ok(RecordingJson.OfCall(RequireOfCall(recorder, context, calls.Require(context, sid), recording))));
        account.MapPost("/Calls/{sid}/Recordings/{recording}.json", UpdateAsync);
        account.MapDelete(
            "/Calls/{sid}/Recordings/{recording}.json",
            (HttpContext context, CallStore calls, Recorder recorder, SandboxClock clock, string sid, string recording) =>
            {
                RequireOfCall(recorder, context, calls.Require(context, sid), recording).Delete(clock.Now);
                return Results.NoContent();
            });
    }

    private static IResult List(HttpContext context, Recorder recorder, SandboxAddress address)
    {
        var request = context.Request;
        var call = request.QueryText("CallSid");
        var withDeleted = request.QueryText("IncludeSoftDeleted") == "true";
        var created = new DateFilter(request, "DateCreated");
        var found = recorder.All.Where(recording => recording.Account == context.Caller().Account
                && (call is null || recording.CallSid == call)
                && (withDeleted || recording.Status != "deleted")
                && created.Admits(recording.StartedAt.WholeSecond()))
            .OrderByDescending(recording => recording.StartedAt);
        return TwilioList.Of(
            request,
            "recordings",
            found,
            recording => recording.Sid,
            recording => RecordingJson.OfAccount(recording, address.Base));
    }

    private static IResult ListOfCall(HttpContext context, CallStore calls, Recorder recorder, string sid)
    {
        var created = new DateFilter(context.Request, "DateCreated");
        var found = recorder.Of(calls.Require(context, sid))
            .Where(recording => recording.Status != "deleted" && created.Admits(recording.StartedAt.WholeSecond()))
            .OrderByDescending(recording => recording.StartedAt);
        return TwilioList.Of(context.Request, "recordings", found, recording => recording.Sid, RecordingJson.OfCall);
    }

    /// <summary>With .json the resource, otherwise its sound.</summary>
    private static IResult Fetch(HttpContext context, Recorder recorder, SandboxAddress address, string file)
    {
        var recording = Require(recorder, context, file.Split('.')[0]);
        return Path.GetExtension(file) switch
        {
            ".json" => TwilioJson.Ok(RecordingJson.OfAccount(recording, address.Base)),
            "" or ".wav" => Sound(context, recording, "audio/x-wav"),
            // There is no MP3 encoder in .NET, and one of our own would not pay: these are the bytes of the WAV file, which players
            // recognize by its first bytes.
            ".mp3" => Sound(context, recording, "audio/mpeg"),
            _ => throw RestError.NotFound(context.Request.Path),
        };
    }

    private static IResult Sound(HttpContext context, Recording recording, string contentType)
    {
        if (recording.Status != "completed")
        {
            throw RestError.NotFound(context.Request.Path);
        }

        var channels = context.Request.QueryText("RequestedChannels") switch
        {
            null => recording.Terms.Channels,
            "1" => 1,
            "2" when recording.Terms.Channels == 2 => 2,
            _ => throw RestError.Bad(20001, "RequestedChannels is not available for this recording"),
        };
        return Results.Bytes(
            Tones.Wav(recording.Duration ?? 0, channels),
            contentType,
            enableRangeProcessing: true,
            lastModified: recording.UpdatedAt.WholeSecond());
    }

    private static IResult Delete(HttpContext context, Recorder recorder, SandboxClock clock, string file)
    {
        Require(recorder, context, file.Split('.')[0]).Delete(clock.Now);
        return Results.NoContent();
    }

    private static async Task<IResult> StartAsync(HttpContext context, CallStore calls, Recorder recorder, string sid)
    {
        var call = calls.Require(context, sid);
        var form = await RestForm.ReadAsync(context.Request);
        var terms = CallCreation.RecordingTermsOf(form, "StartCallRecordingAPI");
        return call.Status == CallStatus.InProgress
            ? TwilioJson.Created(RecordingJson.OfCall(recorder.Start(call, terms)))
            : throw RestError.Bad(21220, "Requested resource is not eligible for recording");
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        CallStore calls,
        Recorder recorder,
        SandboxClock clock,
        string sid,
        string recording)
    {
        var call = calls.Require(context, sid);
        var found = RequireOfCall(recorder, context, call, recording);
        var form = await RestForm.ReadAsync(context.Request);
        var status = form.Choice("Status", "", "paused", "in-progress", "stopped");
        var skips = form.Choice("PauseBehavior", "silence", "silence", "skip") == "skip";
        if (!found.IsRunning)
        {
            throw RestError.Bad(21220, "Recording is not in-progress. Cannot be updated.");
        }

        switch (status)
        {
            case "paused":
                found.Pause(skips, clock.Now);
                break;
            case "in-progress":
                found.Resume(clock.Now);
                break;
            default:
                recorder.Stop(found, call);
                break;
        }

        return TwilioJson.Ok(RecordingJson.OfCall(found));
    }

    private static Recording Require(Recorder recorder, HttpContext context, string sid) =>
        recorder.Find(sid) is { Status: not "deleted" } recording && recording.Account == context.Caller().Account
            ? recording
            : throw RestError.NotFound(context.Request.Path);

    private static Recording RequireOfCall(Recorder recorder, HttpContext context, SandboxCall call, string sid)
    {
        var ofCall = recorder
            .Of(call)
            .Where(recording => recording.Status != "deleted")
            .OrderByDescending(recording => recording.StartedAt);
        return ofCall.FirstOrDefault(recording => sid == Current ? recording.IsRunning : recording.Sid == sid)
            ?? throw RestError.NotFound(context.Request.Path);
    }
}
