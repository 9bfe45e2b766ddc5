using Microsoft.AspNetCore.Http;

namespace CrmVoice.Web.Tests.Support;

/// <summary>What Twilio, or something in front of it, may answer.</summary>
internal static class Answers
{
    public static Answer Created(string sid, int queueMilliseconds = 0) =>
        Json(
            201,
            $$"""{"sid": "{{sid}}", "status": "queued", "queue_time": "{{queueMilliseconds}}", "parent_call_sid": null, "date_created": null}"""
        );

    public static Answer Error(int status, int code, string message, params (string Name, string Value)[] headers) =>
        Json(
            status,
            $$"""{"code": {{code}}, "message": "{{message}}", "more_info": "https://www.twilio.com/docs/errors/{{code}}", "status": {{status}}}""",
            headers);

    public static Answer Json(int status, string body, params (string Name, string Value)[] headers) =>
        Body(status, body, "application/json", headers);

    public static Answer Text(int status, string body) => Body(status, body, "text/plain");

    public static Answer Html(int status) => Body(status, "<html><body>Bad gateway</body></html>", "text/html");

    public static Answer NoAnswer() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Nothing, for as long as the other side is willing to wait.</summary>
    public static Answer Silence() => async context =>
    {
        var over = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => over.TrySetResult());
        await over.Task;
    };

    /// <summary>The answer, once the test lets it go.</summary>
    public static Answer Held(Task until, Answer answer) => async context =>
    {
        await until;
        await answer(context);
    };

    /// <summary>Sound, in ranges.</summary>
    public static Answer Audio(byte[] sound) =>
        async context => await Results.Bytes(sound, "audio/x-wav", enableRangeProcessing: true).ExecuteAsync(context);

    private static Answer Body(int status, string body, string contentType, params (string Name, string Value)[] headers) =>
        async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body);
        };
}
