using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Sandbox.Tests;

/// <summary>One request that the sandbox made.</summary>
internal sealed record Received(
    string Method,
    string Path,
    string Query,
    string Body,
    IReadOnlyDictionary<string, string> Form,
    IReadOnlyDictionary<string, string> Headers)
{
    public string this[string name] => Form.GetValueOrDefault(name, "(absent)");

    public bool Has(string name) => Form.ContainsKey(name);

    public string Signature => Headers["X-Twilio-Signature"];

    public override string ToString() => $"{Path} {this["CallStatus"]}";
}

/// <summary>The application's side: a web server that records callbacks and answers TwiML.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, Func<Received, IResult>> answers = new();
    private readonly ConcurrentQueue<Received> received = new();
    private volatile TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver(WebApplication server) => this.server = server;

    public string Url { get; private set; } = "";

    public IReadOnlyList<Received> All => [.. received];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        var server = builder.Build();
        var receiver = new Receiver(server);
        server.Run(receiver.HandleAsync);
        await server.StartAsync();
        receiver.Url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return receiver;
    }

    public void Answers(string path, Func<Received, IResult> answer) => answers[path] = answer;

    public void Answers(string path, string twiml) => Answers(path, _ => Twiml(twiml));

    public static IResult Twiml(string content) =>
        Results.Content($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{content}</Response>", "text/xml");

    public IReadOnlyList<Received> At(string path) => [.. received.Where(request => request.Path == path)];

    /// <summary>Waits until what has come satisfies the condition.</summary>
    public async Task<IReadOnlyList<Received>> UntilAsync(Func<IReadOnlyList<Received>, bool> satisfied, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            var next = arrival.Task;
            var now = All;
            if (satisfied(now))
            {
                return now;
            }

            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{what} did not happen; received: {string.Join(", ", All)}");
            }
        }
    }

    public async Task<Received> UntilAsync(string path, string status) =>
        (await UntilAsync(all => all.Any(request => Matches(request, path, status)), $"{path} {status}")).First(request =>
            Matches(request, path, status));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static bool Matches(Received request, string path, string status) => request.Path == path && request["CallStatus"] == status;

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var request = new Received(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            body,
            Decode(context.Request.Method == "GET" ? (context.Request.QueryString.Value ?? "").TrimStart('?') : body),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        );
        received.Enqueue(request);
        Interlocked.Exchange(ref arrival, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        var answer = answers.GetValueOrDefault(request.Path, _ => Results.NoContent())(request);
        await answer.ExecuteAsync(context);
    }

    private static Dictionary<string, string> Decode(string form) => form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
}
