using System.Collections.Concurrent;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Rest;

/// <summary>Calls.json and Calls/{CA}.json (Twilio: Call resource).</summary>
internal static class CallEndpoints
{
    private const int LongestCall = 86400;

    private static readonly string[] Statuses =
    [
        .. Enum.GetValues<CallStatus>().Where(status => status != CallStatus.Initiated).Select(status => status.Text()),
    ];

    public static void MapCalls(this RouteGroupBuilder account)
    {
        account.MapPost("/Calls.json", CreateAsync);
        account.MapGet("/Calls.json", List);
        account.MapGet(
            "/Calls/{sid}.json",
            (HttpContext context, CallStore calls, SandboxClock clock, string sid) =>
                TwilioJson.Ok(CallJson.Of(calls.Require(context, sid), clock.PricedUntil)));
        account.MapPost("/Calls/{sid}.json", UpdateAsync);
        account.MapDelete("/Calls/{sid}.json", Delete);
    }

    public static SandboxCall Require(this CallStore calls, HttpContext context, string sid) =>
        calls.Find(sid) is { } call && call.Account == context.Caller().Account ? call : throw RestError.NotFound(context.Request.Path);

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        OutboundCalls outbound,
        LegBehaviours behaviours,
        RefusedOnce refused,
        Notifications notifications,
        SandboxClock clock)
    {
        var account = context.Caller().Account;
        var creation = new CallCreation(await RestForm.ReadAsync(context.Request), account);
        var request = creation.Read();
        var (behaviour, chosen) = behaviours.AtRequest(creation.To);
        if (behaviour.RestAnswer == RestAnswer.TooManyRequestsFirst && refused.IsFirst(account.Sid + creation.To))
        {
            throw new RestError(429, 20429, "Too Many Requests");
        }

        var call = outbound.Place(account, creation.From, creation.To, request, behaviour, chosen);
        if (creation.HasBadEvents)
        {
            notifications.Warning(call, 21626, "Invalid StatusCallbackEvents: only completed is sent", request.Status?.Target);
        }

        var created = CallJson.Of(call, clock.PricedUntil);
        outbound.Start(call);
        return behaviour.RestAnswer == RestAnswer.ServerErrorYetPlaced
            ? Results.Content("<html><body><h1>500 Internal Server Error</h1></body></html>", "text/html", null, 500)
            : TwilioJson.Created(created);
    }

    private static IResult List(HttpContext context, CallStore calls, SandboxClock clock)
    {
        var request = context.Request;
        var account = context.Caller().Account;
        var (to, from, parent, status) = (
            request.QueryText("To"),
            request.QueryText("From"),
            request.QueryText("ParentCallSid"),
            request.QueryText("Status"));
        if (status is not null && !Statuses.Contains(status))
        {
            throw RestForm.Invalid("Status");
        }

        var pricedUntil = clock.PricedUntil;
        var (started, ended) = (new DateFilter(request, "StartTime"), new DateFilter(request, "EndTime"));
        var found = calls.NewestFirst.Where(call => call.Account == account
            && (to is null || call.To == to)
            && (from is null || call.From == from)
            && (parent is null || call.Parent?.Sid == parent)
            && (status is null || call.Status.ResourceText() == status)
            && started.Admits(call.StartTime)
            && ended.Admits(call.EndTime));
        return TwilioList.Of(request, "calls", found, call => call.Sid, call => CallJson.Of(call, pricedUntil));
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        CallStore calls,
        SandboxClock clock,
        CallProgress progress,
        string sid)
    {
        var call = calls.Require(context, sid);
        var form = await RestForm.ReadAsync(context.Request);
        if (form.Text("Status") is not null)
        {
            HangUp(call, form.Choice("Status", "", "canceled", "completed"), progress);
        }
        else
        {
            Change(call, form, clock.Now);
        }

        return TwilioJson.Ok(CallJson.Of(call, clock.PricedUntil));
    }

    /// <summary>
    /// Other TwiML, another time limit, or both. A time limit may stand alone; a StatusCallback may not, it goes with Url or Twiml (Twilio:
    /// Call resource, Update).
    /// </summary>
    private static void Change(SandboxCall call, RestForm form, DateTimeOffset now)
    {
        var limit = form.Number("TimeLimit", 1, LongestCall);
        var status = form.Target("StatusCallback", "StatusCallbackMethod", 21609, "Invalid 'StatusCallback' URL");
        var fallback = form.Target("FallbackUrl", "FallbackMethod", 21205, "Fallback Url is not a valid url");
        var isRedirect = form.Text("Url") is not null || form.Text("Twiml") is not null || status is not null || limit is null;
        var twiml = isRedirect ? CallCreation.TwimlOf(form) : null;
        if (twiml is not null && call.Status != CallStatus.InProgress)
        {
            throw NotInProgress();
        }

        if (limit is { } seconds && !call.TryLimit(TimeSpan.FromSeconds(seconds), now))
        {
            throw NotInProgress();
        }

        if (twiml is null)
        {
            return;
        }

        call.Subscription = status is null ? call.Subscription : new(status, call.Subscription?.Events ?? StatusSubscription.OnlyCompleted);
        call.Fallback = fallback ?? call.Fallback;
        if (!call.TryRedirect(twiml, now))
        {
            throw NotInProgress();
        }
    }

    /// <summary>canceled leaves a call in progress alone; completed ends any call. An ended one cannot be ended again.</summary>
    private static void HangUp(SandboxCall call, string status, CallProgress progress)
    {
        var isSpared = status == "canceled" && call.Status == CallStatus.InProgress;
        if (!isSpared && !progress.End(call, CallStatus.Canceled, 487, EndedBy.Rest))
        {
            throw NotInProgress();
        }
    }

    public static RestError NotInProgress() => RestError.Bad(21220, "Call is not in-progress. Cannot redirect.");

    private static IResult Delete(HttpContext context, CallStore calls, string sid)
    {
        var call = calls.Require(context, sid);
        if (!call.Status.IsFinal())
        {
            throw new RestError(409, 20009, $"Cannot delete call {sid} before it is complete");
        }

        calls.Remove(call);
        return Results.NoContent();
    }
}

/// <summary>Ending 9010: the first request for a number is refused, the next is not.</summary>
internal sealed class RefusedOnce
{
    private readonly ConcurrentDictionary<string, bool> known = new();

    public bool IsFirst(string number) => known.TryAdd(number, true);
}
