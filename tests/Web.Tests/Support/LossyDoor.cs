using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// Stands between Twilio and the application at the public address, and passes everything on as it came, but for status callbacks that are
/// to get lost: Twilio takes them for delivered, and nobody has heard of them.
/// </summary>
internal sealed class LossyDoor : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ConcurrentDictionary<(string To, string Status), int> lost = new();

    private LossyDoor(WebApplication server) => this.server = server;

    public string Url => server.Urls.Single();

    /// <summary>Where the application listens.</summary>
    public Uri? Behind { get; set; }

    public static async Task<LossyDoor> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var door = new LossyDoor(builder.Build());
        door.server.Run(door.PassOnAsync);
        await door.server.StartAsync();
        return door;
    }

    /// <summary>From now on this status of a leg to this number gets lost.</summary>
    public void Loses(string to, string status) => lost[(to, status)] = 0;

    /// <summary>How often it got lost.</summary>
    public int TimesLost(string to, string status) => lost.GetValueOrDefault((to, status));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (IsLost(context.Request, body.ToArray()))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var onwards = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(Behind!, context.Request.GetEncodedPathAndQuery()));
        onwards.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
        {
            if (!onwards.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                onwards.Content.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        using var answer = await http.SendAsync(onwards, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.StatusCode is not System.Net.HttpStatusCode.NoContent)
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private bool IsLost(HttpRequest request, byte[] body)
    {
        if (!request.Path.Value!.EndsWith("/status", StringComparison.Ordinal))
        {
            return false;
        }

        var form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body));
        var what = (form["To"].ToString(), form["CallStatus"].ToString());
        if (!lost.ContainsKey(what))
        {
            return false;
        }

        lost.AddOrUpdate(what, 1, (_, times) => times + 1);
        return true;
    }
}
