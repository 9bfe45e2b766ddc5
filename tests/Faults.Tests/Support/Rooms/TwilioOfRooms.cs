using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>
/// A Twilio whose calls take place in rooms: makes the legs that it is asked for, fetches and follows their documents, obeys updates and
/// reports everything, signed. Nothing in it takes time, and each call of ours stops where it is told to, so that the application can be
/// killed right there.
/// </summary>
internal sealed class TwilioOfRooms : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, PlayedCall> calls = new();
    private readonly WebApplication application;

    private TwilioOfRooms()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        application = builder.Build();
        application.Run(ServeAsync);
    }

    public string Url { get; private set; } = "";

    public static async Task<TwilioOfRooms> StartAsync()
    {
        var twilio = new TwilioOfRooms();
        await twilio.application.StartAsync();
        twilio.Url = twilio.application.Urls.Single();
        return twilio;
    }

    public void Add(PlayedCall call) => calls[call.Id] = call;

    public async ValueTask DisposeAsync()
    {
        foreach (var call in calls.Values)
        {
            call.HangUpTheLine();
        }

        await application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[3..];
        var form = HttpMethods.IsPost(request.Method) ? await request.ReadFormAsync() : null;
        if (CallOf(path, form, request.Query) is not { } call)
        {
            await AnswerAsync(context, (200, ListOf(path[^1].Replace(".json", "", StringComparison.Ordinal))));
            return;
        }

        var number = call.Count($"{request.Method} {path[0].Replace(".json", "", StringComparison.Ordinal)}");
        if (!await call.PassesAsync(number, isAfter: false, context.RequestAborted))
        {
            context.Abort();
            return;
        }

        var answer = call.Answer(request.Method, path, form, request.Query);
        if (!await call.PassesAsync(number, isAfter: true, context.RequestAborted))
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, answer);
    }

    // By the address that a new leg is given, by the SID of a leg or a conference, or by what is looked for.
    private PlayedCall? CallOf(string[] path, IFormCollection? form, IQueryCollection query)
    {
        if (form?["Url"].FirstOrDefault() is { } url && path is ["Calls.json"])
        {
            return calls[Guid.Parse(url.Split("/calls/")[1].Split('/')[0])];
        }

        var names = path.Select(part => part.Replace(".json", "", StringComparison.Ordinal))
            .Concat(query.SelectMany(pair => pair.Value).OfType<string>())
            .ToList();
        return calls.Values.FirstOrDefault(call => names.Exists(call.Knows));
    }

    private static Task AnswerAsync(HttpContext context, (int Status, JsonNode Body) answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private static JsonObject ListOf(string plural) => PlayedCall.List(plural, []);
}
