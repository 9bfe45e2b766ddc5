using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Rest;

/// <summary>Events.json, the requests made for a call, and Notifications.json, its errors and warnings.</summary>
internal static class CallHistoryEndpoints
{
    public static void MapCallHistory(this RouteGroupBuilder account)
    {
        account.MapGet(
            "/Calls/{sid}/Events.json",
            (HttpContext context, CallStore calls, string sid) =>
            {
                var requests = calls.Require(context, sid).Requests.Select((request, index) => (request, index));
                return TwilioList.Of(context.Request, "events", requests, each => $"{each.index}", each => Event(each.request));
            });
        account.MapGet(
            "/Calls/{sid}/Notifications.json",
            (HttpContext context, CallStore calls, string sid) =>
            {
                var call = calls.Require(context, sid);
                return TwilioList.Of(
                    context.Request,
                    "notifications",
                    call.Notifications,
                    notification => notification.Sid,
                    notification => Of(call, notification));
            });
        account.MapGet(
            "/Calls/{sid}/Notifications/{notification}.json",
            (HttpContext context, CallStore calls, string sid, string notification) =>
            {
                var call = calls.Require(context, sid);
                return call.Notifications.FirstOrDefault(each => each.Sid == notification) is { } found
                    ? TwilioJson.Ok(InFull(call, found))
                    : throw RestError.NotFound(context.Request.Path);
            });
    }

    private static object Event(RequestRecord request) =>
        new
        {
            Request = new
            {
                request.Method,
                request.Url,
                Parameters = request
                    .Parameters.GroupBy(pair => pair.Key)
                    .ToDictionary(pairs => Snake(pairs.Key), pairs => pairs.Last().Value),
            },
            Response = new
            {
                ResponseCode = request.StatusCode,
                RequestDuration = (long)request.Took.TotalMilliseconds,
                request.ContentType,
                request.ResponseBody,
                DateCreated = request.At.Rfc2822(),
            },
        };

    /// <summary>Twilio writes the parameters of an event in snake case.</summary>
    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static Dictionary<string, object?> Of(SandboxCall call, Notification notification) => new()
    {
        ["account_sid"] = call.Account.Sid,
        ["api_version"] = "2010-04-01",
        ["call_sid"] = call.Sid,
        ["date_created"] = notification.At.Rfc2822(),
        ["date_updated"] = notification.At.Rfc2822(),
        ["error_code"] = notification.ErrorCode,
        ["log"] = notification.Log,
        ["message_date"] = notification.At.Rfc2822(),
        ["message_text"] = notification.Text,
        ["more_info"] = $"https://www.twilio.com/docs/errors/{notification.ErrorCode}",
        ["request_method"] = notification.Method is { Length: > 0 } method ? method : null,
        ["request_url"] = notification.Url is { Length: > 0 } url ? url : null,
        ["sid"] = notification.Sid,
        ["uri"] = $"/2010-04-01/Accounts/{call.Account.Sid}/Calls/{call.Sid}/Notifications/{notification.Sid}.json",
    };

    /// <summary>One by itself says more than a list does. What was sent and answered is not kept here: Events.json has it.</summary>
    private static Dictionary<string, object?> InFull(SandboxCall call, Notification notification) => new(Of(call, notification))
    {
        ["request_variables"] = null,
        ["response_body"] = null,
        ["response_headers"] = null,
    };
}
