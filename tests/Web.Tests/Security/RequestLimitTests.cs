using System.Net;
using System.Net.Sockets;
using System.Text;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Nobody fills the memory with what is not due.</summary>
internal sealed class RequestLimitTests : WithStandIn
{
    private const int Kilobyte = 1024;

    [TestCase("/sign-in")]
    [TestCase("/sign-out")]
    [TestCase("/language")]
    [TestCase("/theme")]
    public async Task A_form_that_announces_too_much_is_refused_before_any_of_it_is_sent(string path)
    {
        var answer = await SendAsync(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {25 * Kilobyte * Kilobyte}\r\n\r\n"
        );

        Assert.That(answer, Does.StartWith("HTTP/1.1 413 ").And.Contain("<html"));
    }

    [Test]
    public async Task A_form_that_does_not_say_how_much_it_is_ends_at_the_same_limit()
    {
        var chunk = $"{8 * Kilobyte:x}\r\n{new string('x', 8 * Kilobyte)}\r\n";
        var answer = await SendAsync(
            $"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nEmail\r\n{string.Concat(Enumerable.Repeat(chunk, 9))}"
        );

        Assert.That(answer, Does.StartWith("HTTP/1.1 413 "));
    }

    [Test]
    public async Task Headers_have_a_limit_too()
    {
        Assert.That(
            await SendAsync(
                $"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: {new string('x', 20 * Kilobyte)}\r\n\r\n"),
            Does.StartWith("HTTP/1.1 431 "));
    }

    [Test]
    public async Task No_answer_tells_what_serves_it()
    {
        using var client = App.CreateClient();
        foreach (var path in new[] { "sign-in", "api/v1/calls", "health/live", "twilio/calls/x/answer" })
        {
            Assert.That((await client.GetAsync(path)).Headers.Contains("Server"), Is.False, path);
        }
    }

    [Test]
    public async Task Notes_that_are_as_long_as_notes_may_be_are_taken_in_any_script()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var call = (await agent.PlaceAsync("+5511987650001")).Id;
        await browser.OpenAsync($"/calls/{call}");
        var notes = string.Concat(Enumerable.Repeat("通話", 5_000));

        var page = await browser.SubmitAsync($"/calls/{call}/notes", ("text", notes));

        Assert.That((page.Status, page.Text.Contains(notes, StringComparison.Ordinal)), Is.EqualTo((200, true)));
    }

    [Test]
    public async Task The_API_says_in_a_problem_document_what_is_too_large()
    {
        using var client = App.Api("demo-ana-aurora");
        using var content = new StringContent($"{{\"to\":\"{new string('1', 200 * Kilobyte)}\"}}", Encoding.UTF8, "application/json");

        var answer = await client.PostAsync("api/v1/calls", content);

        Assert.That(
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "application/problem+json")));
    }

    private static async Task<string> SendAsync(string request)
    {
        var address = new Uri(App.Url);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        var (answer, piece) = (new StringBuilder(), new byte[16 * Kilobyte]);
        try
        {
            while (await socket.ReceiveAsync(piece) is > 0 and var count)
            {
                answer.Append(Encoding.UTF8.GetString(piece, 0, count));
            }
        }
        catch (SocketException)
        {
            // It closed the line on what it did not want to read.
        }

        return answer.ToString();
    }
}
