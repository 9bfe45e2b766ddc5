using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Sandbox;
using Microsoft.AspNetCore.Routing;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>Every answer of the sandbox, on every endpoint that it serves.</summary>
internal sealed class SandboxAnswerTests
{
    private static readonly string[] errorNames = ["code", "message", "more_info", "status"];

    private static IReadOnlyList<Exchange> exchanges = [];

    private static IEnumerable<TestCaseData> Endpoints()
    {
        using var sandbox = SandboxApplication.Build("--Logging:LogLevel:Default=None");
        foreach (var endpoint in ((IEndpointRouteBuilder)sandbox).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        )
        {
            var route = endpoint.RoutePattern.RawText!;
            var isTwilios = route.StartsWith("/2010-04-01/", StringComparison.Ordinal) || route.StartsWith("/v1/", StringComparison.Ordinal);
            if (isTwilios && !route.Contains("{**", StringComparison.Ordinal))
            {
                foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
                {
                    yield return new TestCaseData(method, route).SetArgDisplayNames($"{method} {route}");
                }
            }
        }
    }

    [OneTimeSetUp]
    public static async Task TakeTheTourAsync() => exchanges = await Tour.TakeAsync();

    [TestCaseSource(nameof(Endpoints))]
    public void An_endpoint_answers_as_Twilio_describes(string method, string route)
    {
        var form = new Regex("^" + Regex.Replace(Regex.Escape(route), @"\\\{\w+}", "[^/]+") + "$");
        var answers = exchanges.Where(exchange => exchange.Method == method && form.IsMatch(exchange.Path)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Has.Some.Matches<Exchange>(answer => answer.Status < 300), "the tour comes by here");
            Assert.That(answers.SelectMany(ComplaintsOf).Distinct(), Is.Empty);
        }
    }

    [Test]
    public void An_error_is_what_Twilios_packages_read()
    {
        var errors = exchanges.Where(exchange => exchange.Status >= 400).ToArray();
        Assert.That(errors.Select(error => error.Json.GetProperty("code").GetInt32()).Distinct(), Is.EquivalentTo([16028, 16099, 20009, 20404, 21220]));
        using (Assert.EnterMultipleScope())
        {
            foreach (var error in errors)
            {
                Assert.That(error.Json.EnumerateObject().Select(property => property.Name), Is.EqualTo(errorNames), error.ToString());
                Assert.That(error.Json.GetProperty("status").GetInt32(), Is.EqualTo(error.Status), error.ToString());
                Assert.That(error.ContentType, Is.EqualTo("application/json"), error.ToString());
            }
        }
    }

    /// <summary>The states in which a call and a recording look different have all been seen.</summary>
    [Test]
    public void The_tour_has_seen_calls_and_recordings_in_all_their_states()
    {
        var seen = exchanges
            .Where(exchange => exchange.ContentType == "application/json")
            .SelectMany(exchange => Statuses(exchange.Json))
            .ToHashSet();
        Assert.That(
            seen,
            Is.SupersetOf(
                new[] { "queued", "in-progress", "completed", "busy", "failed", "no-answer", "canceled", "paused", "processing", "deleted" }
            ));
    }

    private static IEnumerable<string> ComplaintsOf(Exchange exchange)
    {
        if (exchange.Status >= 400)
        {
            return [];
        }

        // A recording's sound is no operation of its own.
        if (Regex.IsMatch(exchange.Path, @"/Recordings/\w+\.(wav|mp3)$"))
        {
            return exchange.ContentType is "audio/x-wav" or "audio/mpeg" ? [] : [$"{exchange}: {exchange.ContentType}"];
        }

        if (OpenApiDocument.Of(exchange.Path).Find(exchange.Method, exchange.Path)?.Response(exchange.Status) is not { } response)
        {
            return [$"{exchange}: Twilio describes no such answer"];
        }

        if (OpenApiDocument.SchemaOf(response) is not { } schema)
        {
            return exchange.Body.Length == 0 ? [] : [$"{exchange}: has a body"];
        }

        return exchange.ContentType == "application/json"
            ? SchemaCheck.Of(OpenApiDocument.Of(exchange.Path), exchange.Json, schema, $"{exchange.Method} {Shape(exchange.Path)}")
            : [$"{exchange}: {exchange.ContentType}"];
    }

    /// <summary>The same complaint about ten calls is one.</summary>
    private static string Shape(string path) => Regex.Replace(path, "[A-Z]{2}[0-9a-f]{32}", match => match.Value[..2]);

    private static IEnumerable<string> Statuses(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(property =>
                    property is { Name: "status", Value.ValueKind: JsonValueKind.String }
                        ? [property.Value.GetString()!]
                        : Statuses(property.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Statuses),
            _ => [],
        };
}
