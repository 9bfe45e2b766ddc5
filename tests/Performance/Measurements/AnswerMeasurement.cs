using System.Diagnostics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// Agents pick up at a steady rate, and Twilio asks what to do, once for each call; before and after it the yardstick at the same rate.
/// </summary>
internal static class AnswerMeasurement
{
    private const int WarmUp = 400;
    private const int Seconds = 20;
    private const int PerSecond = 100;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(WarmUp + (Seconds * PerSecond));
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        await using var bare = await BareServer.StartAsync(workspace);
        Task Answer(int call) => AnswerAsync(server, calls[call]);
        Task PostBare(int number) => BareServer.PostAsync(bare);

        var first = Stopwatch.GetTimestamp();
        await Answer(0);
        var firstTook = Stopwatch.GetElapsedTime(first);
        await Load.AtRateAsync(PerSecond, Enumerable.Range(1, WarmUp - 1), Answer);
        await Load.AtRateAsync(PerSecond, Enumerable.Range(0, WarmUp), PostBare);
        var before = await Load.AtRateAsync(PerSecond, Enumerable.Range(0, Seconds * PerSecond / 4), PostBare);
        var used = server.ProcessorTime;
        var ours = await Load.AtRateAsync(PerSecond, Enumerable.Range(WarmUp, Seconds * PerSecond), Answer);
        used = server.ProcessorTime - used;
        var after = await Load.AtRateAsync(PerSecond, Enumerable.Range(0, Seconds * PerSecond / 4), PostBare);
        return
        [
            new Figure(
                "the first answer after the start",
                FormattableString.Invariant($"{firstTook.TotalMilliseconds:0} ms"),
                "apologized for after 2 s"),
            new Figure(
                $"answer TwiML, {PerSecond} per second for {Seconds} s",
                FormattableString.Invariant(
                    $"{new Latencies(ours)}, {used.TotalMilliseconds / (Seconds * PerSecond):0.0} ms of processor each"),
                "p99 under 20 ms"),
            new Figure("yardstick at the same rate", new Latencies(before.Concat(after)).ToString()),
        ];
    }

    public static async Task AnswerAsync(ChildProcess server, SeededCall call)
    {
        var twiml = await TwilioWebhook.PostAsync(
            server,
            call.Id,
            CarrierWebhooks.Answer,
            new("CallSid", call.AgentSid),
            new("CallStatus", "in-progress"),
            new("Direction", "outbound-api"));
        if (!twiml.Contains("<Dial", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not told to dial: {twiml}");
        }
    }
}
