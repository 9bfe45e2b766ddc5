using System.Net.Sockets;
using System.Text;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Tests.Security;

/// <summary>However much is asked for, the machine is not all theirs.</summary>
internal sealed class WorkLimitTests : WithStandIn
{
    [TestCase("/contacts", "/calls", 429)]
    [TestCase("/api/v1/calls", "/api/v1/events", 429)]
    [TestCase("/contacts", "/api/v1/calls", 200)]
    [TestCase("/contacts", "/health/ready", 200)]
    [TestCase("/contacts", "/hubs/calls", 200)]
    public async Task Only_so_many_are_at_work_at_once(string going, string next, int status)
    {
        using var limits = new WorkLimits(Options.Create(new WorkLimitOptions { AtOnce = 1, Waiting = 0 }));
        var done = new TaskCompletionSource();
        var first = limits.RunAsync(Request(going), _ => done.Task);
        var second = Request(next);

        await limits.RunAsync(second, _ => Task.CompletedTask);
        done.SetResult();
        await first;
        var third = Request(next);
        await limits.RunAsync(third, _ => Task.CompletedTask);

        Assert.That(
            (second.Response.StatusCode, second.Response.Headers.RetryAfter.Count, third.Response.StatusCode),
            Is.EqualTo((status, status == 429 ? 1 : 0, 200)));
    }

    [Test]
    public async Task Whoever_waits_for_twilio_keeps_nobody_from_a_page()
    {
        using var limits = new WorkLimits(Options.Create(new WorkLimitOptions { AtOnce = 1, Waiting = 0 }));
        var done = new TaskCompletionSource();
        var asking = Request("/settings/calls/hearings");
        asking.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new AsksTwilioAttribute()), null));
        var first = limits.RunAsync(asking, _ => done.Task);
        var page = Request("/contacts");

        await limits.RunAsync(page, _ => Task.CompletedTask);
        done.SetResult();
        await first;

        Assert.That(page.Response.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Strangers_who_send_forms_slowly_keep_nobody_from_a_page()
    {
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < 20 * Environment.ProcessorCount; number++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(new Uri(App.Url).Host, new Uri(App.Url).Port);
                await socket.SendAsync(
                    Encoding.Latin1.GetBytes(
                        $"POST {(number % 2 == 0 ? "/language" : "/sign-in")} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nlanguage="
                    ));
            }

            using var browser = App.OpenBrowser();
            var page = await browser.OpenAsync("/sign-in").WaitAsync(TimeSpan.FromSeconds(4));

            Assert.That(page.Status, Is.EqualTo(200));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static DefaultHttpContext Request(string path)
    {
        var context = new DefaultHttpContext { RequestServices = App.Services };
        context.Request.Path = path;
        context.Request.Method = "GET";
        return context;
    }
}
