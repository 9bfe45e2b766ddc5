using System.Net;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>
/// Strangers at the door while the telephone is answered: a hundred who sign in as fast as they are let, and forty who send forms of 25 MB.
/// </summary>
internal static class SignInMeasurement
{
    private const int Clients = 100;
    private const int WarmUp = 200;
    private const int Seconds = 20;
    private const int PerSecond = 50;
    private const int Attackers = 40;
    private const int AttackBytes = 25 * 1024 * 1024;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var workspace = new Workspace();
        var calls = await workspace.SeedCallsAsync(Math.Max(Clients, WarmUp + (2 * Seconds * PerSecond)));
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var server = await CrmVoiceServer.StartAsync(workspace, twilio.Url);
        Task Answer(int call) => AnswerMeasurement.AnswerAsync(server, calls[call]);
        // The first takes most of a second, and those behind it would wait for longer than they may.
        await Answer(0);
        await Load.AtRateAsync(PerSecond, Enumerable.Range(1, WarmUp - 1), Answer);
        var calm = await Load.AtRateAsync(PerSecond, Enumerable.Range(WarmUp, Seconds * PerSecond), Answer);

        using var over = new CancellationTokenSource();
        var signingIn = Task.WhenAll(
            Enumerable.Range(0, Clients).Select(client => SignInUntilAsync(server.Client.BaseAddress!, client, over.Token)));
        await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
        var beside = await Load.AtRateAsync(PerSecond, Enumerable.Range(WarmUp + (Seconds * PerSecond), Seconds * PerSecond), Answer);
        await over.CancelAsync();
        var signedIn = (await signingIn).Sum();
        var (before, most) = await AttackAsync(server);
        return
        [
            new Figure($"answer TwiML, {PerSecond} per second for {Seconds} s, nobody signs in", new Latencies(calm).ToString()),
            new Figure(
                $"the same beside {Clients} clients that sign in as fast as they are let",
                FormattableString.Invariant($"{new Latencies(beside)}; {signedIn} signed in"),
                "p99 under 100 ms"),
            new Figure(
                $"memory under {Attackers} posts of 25 MB at once to /sign-in, three times",
                FormattableString.Invariant($"{before:0} MB before, {most:0} MB at most"),
                "50 MB more"),
        ];
    }

    /// <returns>How often it signed in.</returns>
    private static async Task<int> SignInUntilAsync(Uri server, int number, CancellationToken cancellationToken)
    {
        var signedIn = 0;
        try
        {
            using var visitor = new Visitor(server);
            while (true)
            {
                if (await visitor.TrySignInAsync(Workspace.EmailOf(number), Workspace.Password, cancellationToken) is { } wait)
                {
                    await Task.Delay(wait, cancellationToken);
                }
                else
                {
                    signedIn++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return signedIn;
        }
    }

    private static async Task<(double Before, double Most)> AttackAsync(ChildProcess server)
    {
        var (before, most) = (server.WorkingSetMegabytes, 0.0);
        for (var round = 0; round < 3; round++)
        {
            var attack = Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => PostTooMuchAsync(server.Client.BaseAddress!)));
            while (await Task.WhenAny(attack, Task.Delay(50)) != attack)
            {
                most = Math.Max(most, server.WorkingSetMegabytes);
            }

            most = Math.Max(most, server.WorkingSetMegabytes);
        }

        return (before, most);
    }

    private static async Task PostTooMuchAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var content = new ByteArrayContent(new byte[AttackBytes])
        {
            Headers = { ContentType = new("application/x-www-form-urlencoded") },
        };
        try
        {
            using var answer = await client.PostAsync(new Uri(CrmVoiceServer.FirstPage, UriKind.Relative), content);
            if (answer.StatusCode is not HttpStatusCode.RequestEntityTooLarge)
            {
                throw new InvalidOperationException($"25 MB were answered {answer.StatusCode}.");
            }
        }
        catch (HttpRequestException)
        {
            // The line was closed on what was still to come.
        }
    }
}
