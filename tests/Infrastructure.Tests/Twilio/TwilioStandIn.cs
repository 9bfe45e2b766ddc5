using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>
/// A server on this machine that writes down what it is asked and answers as it was told, in turn; the last answer stays.
/// </summary>
internal sealed class TwilioStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private readonly ConcurrentQueue<Asked> asked = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly WebApplication application;
    private Func<HttpContext, Task> answer = Answer(404, "{}");

    private TwilioStandIn(WebApplication application) => this.application = application;

    public string Url => application.Urls.Single();

    public IReadOnlyList<Asked> Requests => [.. asked];

    public static async Task<TwilioStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var standIn = new TwilioStandIn(builder.Build());
        standIn.application.Run(standIn.ServeAsync);
        await standIn.application.StartAsync();
        return standIn;
    }

    public TwilioStandIn Answers(
        int status,
        string body,
        string contentType = "application/json",
        params (string Name, string Value)[] headers)
    {
        answers.Enqueue(Answer(status, body, contentType, headers));
        return this;
    }

    public TwilioStandIn AnswersError(int status, int code, string message, params (string Name, string Value)[] headers) =>
        Answers(
            status,
            $$"""{"code": {{code}}, "message": "{{message}}", "more_info": "https://www.twilio.com/docs/errors/{{code}}", "status": {{status}}}""",
            headers: headers);

    /// <summary>Says that much is coming, sends a part of it, and cuts the line.</summary>
    public TwilioStandIn BreaksOff()
    {
        answers.Enqueue(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"sid\": \"CA");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        return this;
    }

    public TwilioStandIn HangsUpWithoutAnswer()
    {
        answers.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Answers nothing for as long as the other side is willing to wait.</summary>
    public TwilioStandIn SaysNothing()
    {
        answers.Enqueue(async context =>
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopped.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await application.DisposeAsync();
        stopped.Dispose();
    }

    private static Func<HttpContext, Task> Answer(
        int status,
        string body,
        string contentType = "application/json",
        params (string Name, string Value)[] headers) =>
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

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        asked.Enqueue(
            new Asked(
                context.Request.Method,
                context.Request.Path.Value ?? "",
                context.Request.QueryString.Value ?? "",
                body,
                context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase)));
        if (answers.TryDequeue(out var next))
        {
            answer = next;
        }

        await answer(context);
    }

    internal sealed record Asked(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string[] Form(string name) =>
            QueryHelpers.ParseQuery(Body).TryGetValue(name, out var values) ? [.. values.Select(value => value!)] : [];

        public string? QueryValue(string name) =>
            QueryHelpers.ParseQuery(Query).TryGetValue(name, out var values) ? values.ToString() : null;

        public string UserAndPassword => Encoding.UTF8.GetString(Convert.FromBase64String(Headers["Authorization"]["Basic ".Length..]));
    }
}
