using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Hosting;

internal sealed partial class HeadTests : WithStandIn
{
    // Different each time, or only known once there is a body.
    private static readonly string[] ofTheMoment = ["Date", "Set-Cookie", "Transfer-Encoding", "Content-Length"];

    [Test]
    public async Task Whatever_answers_get_answers_head_with_the_same_status_and_headers_and_no_body()
    {
        var (supervisor, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, supervisor);
        await call.SayAsync(call.Recording(seconds: 3));
        Twilio.WhenAskedFor("GET", call.RecordingSid, Answers.Audio(new byte[1000]));
        var recording = (await call.ReadAsync()).Recordings.Single().Id;

        var patterns = PatternsOf("GET");
        Assert.That(
            patterns,
            Has.Count.GreaterThan(25).And.Contain("/calls/{id:guid}").And.Contain("/").And.Contain("/openapi/{documentName}.json"));
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in patterns
                    .Select(Fill)
                    .Append("/health/ready")
                    .Append("/health/live")
                    .Append("/metrics")
                    .Append("/nowhere")
                    .Append("/api/v1/nowhere"))
            {
                await AssertSameAsync(path);
            }
        }

        string Fill(string pattern) => Parameter().Replace(pattern, parameter => parameter.Groups["name"].Value switch
        {
            "recordingId" => $"{recording}",
            "documentName" => "v1",
            "id" when pattern.Contains("contacts/", StringComparison.Ordinal) => $"{ContractTests.ContactOf("+5511987650001")}",
            "id" or "callId" => $"{call.Id}",
            _ => "1",
        });

        async Task AssertSameAsync(string path)
        {
            using var get = await AskAsync(HttpMethod.Get, path);
            using var head = await AskAsync(HttpMethod.Head, path);
            Assert.That((int)head.StatusCode, Is.EqualTo((int)get.StatusCode).And.Not.EqualTo(405).And.Not.EqualTo(500), path);
            Assert.That(HeadersOf(head), Is.EqualTo(HeadersOf(get)), path);
            Assert.That(head.Content.Headers.ContentLength, Is.Null.Or.EqualTo((await get.Content.ReadAsByteArrayAsync()).Length), path);
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty, path);
        }

        Task<HttpResponseMessage> AskAsync(HttpMethod method, string path)
        {
            var request = new HttpRequestMessage(method, path);
            return path.StartsWith("/api/", StringComparison.Ordinal) ? supervisor.Api.SendAsync(request) : browser.SendAsync(request);
        }
    }

    [Test]
    public async Task Webhooks_keep_to_the_methods_of_twilio()
    {
        using var client = App.CreateClient();

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/twilio/calls/{Guid.NewGuid()}/answer"));

        Assert.That((int)head.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task Nothing_is_changed_by_asking_for_the_headers_of_what_only_takes_forms()
    {
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        foreach (var path in PatternsOf("POST")
                .Except(PatternsOf("GET"))
                .Where(pattern => !pattern.StartsWith("/twilio/", StringComparison.Ordinal) && !pattern.Contains('{')))
        {
            using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.That((int)head.StatusCode, Is.AnyOf(401, 404, 405), path);
        }
    }

    private static List<string> PatternsOf(string method) =>
    [
        .. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) is true)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Where(pattern => !pattern.StartsWith("/twilio/", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string[] HeadersOf(HttpResponseMessage response) =>
        [
            .. response
                .Headers.Concat(response.Content.Headers)
                .Where(header => !ofTheMoment.Contains(header.Key))
                .Select(header => string.Create(CultureInfo.InvariantCulture, $"{header.Key}: {string.Join(", ", header.Value)}"))
                .Order(StringComparer.Ordinal),
        ];

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
