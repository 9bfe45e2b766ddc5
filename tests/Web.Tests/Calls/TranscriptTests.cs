using System.Text.Json;
using System.Text.Json.Nodes;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>
/// What Twilio says of whole calls, truly signed, in several orders and more than once: the call that comes out is always the same.
/// </summary>
internal sealed class TranscriptTests : WithStandIn
{
    private const int Orders = 5;

    private static readonly string[] different = ["id", "agent", "requestedAt", "updatedAt", "estimatedWaitSeconds"];

    private static readonly (string, string)[] busy = [("CallDuration", "0"), ("SipResponseCode", "486")];
    private static readonly (string, string)[] noAnswer = [("CallDuration", "0"), ("SipResponseCode", "487")];
    private static readonly (string, string)[] notFound = [("CallDuration", "0"), ("SipResponseCode", "404")];

    private static IEnumerable<TestCaseData> Transcripts()
    {
        yield return Case(
            "T1 answered, the contact hangs up",
            "answered",
            95,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("in-progress", 20),
                    call.Machine("human"),
                    call.Recording("in-progress"),
                    call.Contact("completed", 115, Lasted(95)),
                    call.Dial("completed", seconds: 95),
                    call.Agent("completed", 116, Lasted(106)),
                    call.Recording("completed", 95),
                ]);
        yield return Case(
            "T1 answered, the agent hangs up",
            "answered",
            95,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 115, Lasted(95)),
                    call.Dial("completed", "completed", 95),
                    call.Agent("completed", 115, Lasted(105)),
                ]);
        yield return Case(
            "T1 answered by a machine",
            "contact-machine",
            30,
            call =>
                [
                    .. Begun(call),
                    call.Contact("ringing", 13),
                    call.Contact("in-progress", 20),
                    call.Machine("machine_start"),
                    call.Contact("completed", 50, Lasted(30)),
                    call.Dial("completed", seconds: 30),
                    call.Agent("completed", 51, Lasted(41)),
                ]);
        yield return Case(
            "T2 busy",
            "contact-busy",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("busy", 14, busy),
                    call.Dial("busy"),
                    call.Agent("completed", 22, Lasted(12)),
                ]);
        yield return Case(
            "T3 no answer",
            "contact-no-answer",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 47, noAnswer),
                    call.Dial("no-answer"),
                    call.Agent("completed", 50, Lasted(40)),
                ]);
        yield return Case(
            "T4 the agent does not answer",
            "agent-no-answer",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("no-answer", 26, noAnswer)]);
        yield return Case(
            "T4 the agent is busy",
            "agent-busy",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("busy", 3, busy)]);
        yield return Case(
            "T4 the agent cannot be reached",
            "agent-failed",
            null,
            call => [call.Agent("initiated", 0), call.Agent("failed", 1, notFound)]);
        yield return Case(
            "T5 the agent hangs up while the contact rings",
            "agent-hung-up",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 17, noAnswer),
                    call.Dial("no-answer", "completed"),
                    call.Agent("completed", 17, Lasted(7)),
                ]);
        yield return Case(
            "T5 the same, said to be canceled",
            "agent-hung-up",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("ringing", 13),
                    call.Contact("canceled", 17),
                    call.Dial("canceled", "completed"),
                    call.Agent("completed", 17, Lasted(7)),
                ]);
        yield return Case(
            "T6 refused before it is dialled",
            "contact-failed",
            null,
            call => [.. Begun(call), call.Dial("failed", withSid: false), call.Agent("completed", 15, Lasted(5))]);
        yield return Case(
            "T6 refused by the contact's carrier",
            "contact-failed",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("failed", 13, notFound),
                    call.Dial("failed"),
                    call.Agent("completed", 18, Lasted(8)),
                ]);
        yield return Case(
            "T7 hung up here while the agent's phone rings",
            "canceled",
            null,
            call => [call.Agent("initiated", 0), call.Agent("ringing", 1), call.Agent("canceled", 3, ("CallDuration", "0"))],
            hangUp: true);
        yield return Case(
            "T7 hung up here while the contact rings",
            "canceled",
            null,
            call =>
                [
                    .. Begun(call),
                    call.Contact("initiated", 12),
                    call.Contact("ringing", 13),
                    call.Contact("no-answer", 17, noAnswer),
                    call.Agent("completed", 17, Lasted(7)),
                ],
            hangUp: true);
        yield return Case(
            "T7 hung up here while they talk",
            "answered",
            40,
            call =>
                [
                    .. Begun(call),
                    call.Contact("in-progress", 20),
                    call.Contact("completed", 60, Lasted(40)),
                    call.Agent("completed", 60, Lasted(50)),
                ],
            hangUp: true);
    }

    [TestCaseSource(nameof(Transcripts))]
    public async Task A_call_is_the_same_in_whatever_order_and_however_often_it_is_told(
        string result,
        int? talkSeconds,
        Func<TwilioCall, TwilioCall.SentWebhook[]> transcript,
        bool hangUp)
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, Orders).Select(order => HearAsync(transcript, order, hangUp)));

        Assert.That(calls.Distinct(), Has.Exactly(1).Items, "all orders give one call");
        var call = JsonNode.Parse(calls[0])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)call["state"], Is.EqualTo("ended"));
            Assert.That((string?)call["result"], Is.EqualTo(result));
            Assert.That((int?)call["talkSeconds"], Is.EqualTo(talkSeconds));
            Assert.That(call["hangupRequestedAt"] is not null, Is.EqualTo(hangUp));
        }
    }

    [Test]
    public async Task Nothing_is_lost_where_all_of_it_is_told_at_once()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        await Task.WhenAll(AllOf(call).Concat(AllOf(call)).Select(said => call.SayAsync(said)));

        var ended = await call.ReadAsync();
        var steps = (await agent.TimelineAsync(call.Id)).Where(step => step.Kind is "status" or "recording").ToList();
        Assert.That((ended.Result, ended.TalkSeconds, ended.Recordings.Single().Status), Is.EqualTo(("answered", 95, "completed")));
        Assert.That(
            ended.Legs.Select(leg => (leg.InitiatedAt, leg.RingingAt, leg.AnsweredAt, leg.EndedAt)),
            Has.None.Matches<(DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?)>(times =>
                times.Item1 is null || times.Item2 is null || times.Item3 is null || times.Item4 is null));
        Assert.That(steps.Count(step => step.Effect == "duplicate"), Is.EqualTo(steps.Count / 2), "each was heard twice and taken once");

        static TwilioCall.SentWebhook[] AllOf(TwilioCall call) =>
            [
                .. Begun(call),
                call.Contact("initiated", 12),
                call.Contact("ringing", 13),
                call.Contact("in-progress", 20),
                call.Contact("completed", 115, Lasted(95)),
                call.Dial("completed", seconds: 95),
                call.Agent("completed", 116, Lasted(106)),
                call.Recording("completed", 95),
            ];
    }

    private static async Task<string> HearAsync(Func<TwilioCall, TwilioCall.SentWebhook[]> transcript, int order, bool hangUp)
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        if (hangUp)
        {
            await agent.HangUpAsync(call.Id);
        }

        await call.SayAsync(InOrder(transcript(call), order));
        return Comparable(await agent.RawAsync($"api/v1/calls/{call.Id}"), call);
    }

    // The first as Twilio fires them, the second backwards, the others shuffled, each with repeats of its own.
    private static IEnumerable<TwilioCall.SentWebhook> InOrder(TwilioCall.SentWebhook[] transcript, int order)
    {
        var random = new Random(order);
        return order switch
        {
            0 => transcript,
            1 => transcript.Reverse(),
            _ => transcript.SelectMany(said => Enumerable.Repeat(said, random.Next(1, 4))).OrderBy(_ => random.Next()).ToArray(),
        };
    }

    /// <summary>All that must not depend on the order.</summary>
    private static string Comparable(JsonElement body, TwilioCall call)
    {
        var json = JsonNode.Parse(body.GetRawText())!.AsObject();
        foreach (var name in different)
        {
            json.Remove(name);
        }

        json["hangupRequestedAt"] = json["hangupRequestedAt"] is null ? null : "some time";
        foreach (var recording in json["recordings"]!.AsArray())
        {
            recording!["id"] = "";
        }

        // Each order is told of a call of its own, placed by an agent of its own.
        var text = json.ToJsonString();
        foreach (var leg in json["legs"]!.AsArray())
        {
            var whose = $"{(string)leg!["role"]!}'s";
            text = text.Replace((string)leg["id"]!, $"{whose} leg", StringComparison.Ordinal);
            text = text.Replace(
                $"\"value\":{leg["party"]!["value"]!.ToJsonString()}",
                $"\"value\":\"{whose} phone\"",
                StringComparison.Ordinal);
        }

        var agent = body.GetProperty("agent");
        return text
            .Replace(agent.GetProperty("id").GetString()!, "agent", StringComparison.Ordinal)
            .Replace(agent.GetProperty("name").GetString()!, "agent", StringComparison.Ordinal)
            .Replace(call.AgentSid, "agent's leg", StringComparison.Ordinal)
            .Replace(call.ContactSid, "contact's leg", StringComparison.Ordinal)
            .Replace(call.RecordingSid, "recording", StringComparison.Ordinal);
    }

    private static TwilioCall.SentWebhook[] Begun(TwilioCall call) =>
        [call.Agent("initiated", 0), call.Agent("ringing", 2), call.Agent("in-progress", 10), call.Answer()];

    private static (string Name, string Value)[] Lasted(int seconds) =>
        [("CallDuration", $"{seconds}"), ("Duration", $"{(seconds + 59) / 60}"), ("SipResponseCode", "200")];

    private static TestCaseData Case(
        string name,
        string result,
        int? talkSeconds,
        Func<TwilioCall, TwilioCall.SentWebhook[]> transcript,
        bool hangUp = false) => new TestCaseData(result, talkSeconds, transcript, hangUp).SetArgDisplayNames(name);
}
