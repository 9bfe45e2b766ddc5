using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>Contact and agent talk in a room, and the contact is handed over; the application may die at one of its steps.</summary>
internal sealed class PlayedHandover
{
    private readonly Board board;
    private readonly RunningApp app;
    private readonly Agent ana;
    private readonly Agent bruno;

    public PlayedHandover(
        Workspace workspace,
        Board board,
        RunningApp app,
        Handover how,
        int number,
        (int At, bool IsAfter)? stop = null,
        bool losesReports = false,
        (string What, int Nth)? loses = null)
    {
        (this.board, this.app, How) = (board, app, how);
        (ana, bruno) = (workspace.Agents[2 * number], workspace.Agents[(2 * number) + 1]);
        Target = how.IsOutside ? $"+5511{31230000 + number}" : bruno.Phone;
        Stored = Call.Place(
            workspace.OrganizationId,
            ana.Id,
            PhoneNumber.Parse(ana.Phone),
            PhoneNumber.Parse(Workspace.Number),
            PhoneNumber.Parse(ana.To),
            contactId: null,
            opportunityId: null,
            // Whoever lets it ring out here does so at once.
            new CallSettings { AgentRingSeconds = CallSettings.ShortestRing, ContactRingSeconds = CallSettings.ShortestRing },
            "pt-BR",
            DateTimeOffset.UtcNow.AddSeconds(-30),
            topology: Topology.Room);
        Played = new PlayedCall(Stored.Id.Value, app.AskAsync)
        {
            Manners = { [Target] = how.Target, [ana.Phone] = how.Again },
            StopsAt = stop?.At,
            StopsAfter = stop?.IsAfter is true,
            LosesReports = losesReports,
            Loses = loses,
            CountsFromDialling = how.Then is Then.Waits && !how.IsCountedFromStart,
        };
        Connect();
    }

    public Handover How { get; }

    public string Target { get; }

    public Call Stored { get; }

    public PlayedCall Played { get; }

    public string AgentPhone => ana.Phone;

    private (CallState State, CallResult? Result, TransferResult? Transfer) Seen => board.Of(Stored.Id);

    private bool IsOver => Seen is { State: CallState.Ended } or { Transfer: not null };

    public async Task PlayAsync()
    {
        if (How.IsCountedFromStart)
        {
            Played.StartCounting();
        }

        Guid? transfer = null;
        await Played.AskAsync("person hands over", async () => transfer = await StartAsync());
        await ThenAsync(transfer!.Value);
        await UntilAsync(() => IsOver, "the transfer is over");
        if (!How.IsCountedFromStart && How.Result is not TransferResult.ContactLeft)
        {
            Played.StopCounting();
        }

        if (!Played.Contact.IsOver && Seen.Transfer is not TransferResult.NotTaken)
        {
            // Twilio's times have whole seconds: that they talked is to be seen.
            await Task.Delay(TimeSpan.FromSeconds(1.2));
            Played.HangsUp(Played.Contact);
        }

        await UntilAsync(() => Seen.State is CallState.Ended, "the call ends");
        await UntilAsync(() => Played.Legs.All(leg => leg.IsOver), "no leg is left at Twilio");
    }

    private async Task ThenAsync(Guid transfer)
    {
        switch (How.Then)
        {
            case Then.Completes:
                await ConsultAsync();
                await PressAsync("completion", transfer);
                break;
            case Then.MergesAndHangsUp:
                await ConsultAsync();
                await PressAsync("merge", transfer);
                await UntilAsync(() => IsOver || !Played.Contact.IsOnHold, "all three talk");
                Played.HangsUp(Played.Agent);
                break;
            case Then.MergesAndCompletes:
                await ConsultAsync();
                await PressAsync("merge", transfer);
                await PressAsync("completion", transfer);
                break;
            case Then.TakesBack:
                await ConsultAsync();
                await PressAsync(null, transfer);
                break;
            case Then.TakesBackWhileItRings:
                await RingAsync();
                await PressAsync(null, transfer);
                break;
            case Then.LosesTheContactWhileItRings:
                await RingAsync();
                Played.HangsUp(Played.Contact);
                break;
            case Then.LosesTheContactWhileConsulting:
                await ConsultAsync();
                Played.HangsUp(Played.Contact);
                break;
        }
    }

    private Task ConsultAsync() => ReachAsync(leg => leg.IsIn, "the target joins");

    private Task RingAsync() => ReachAsync(leg => leg.Status is "ringing", "the target rings");

    private async Task ReachAsync(Func<PlayedLeg, bool> isSo, string what)
    {
        await UntilAsync(() => IsOver || Played.Legs.Any(leg => leg.To == Target && isSo(leg)), what);
        if (!How.IsCountedFromStart)
        {
            Played.StartCounting();
        }
    }

    private async Task<Guid> StartAsync()
    {
        object to = How.IsOutside ? new { number = Target } : new { memberId = bruno.Id.Value };
        while (true)
        {
            var (status, body) = await AskAsync(HttpMethod.Post, "transfers", new { to, kind = How.Kind.ToString().ToLowerInvariant() });
            if (status is 201)
            {
                return JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
            }

            Assert.That(status, Is.Zero.Or.EqualTo(503).Or.EqualTo(409), body);
            await Task.Delay(50);
        }
    }

    // Until it is taken, or the matter is over without it; asked again, it has been done.
    private Task PressAsync(string? verb, Guid transfer)
    {
        var isAgain = false;
        return Played.AskAsync($"person presses {verb ?? "take back"}", async () =>
        {
            for (var isDone = false; !isDone && !IsOver;)
            {
                var (status, body) = verb is null
                    ? await AskAsync(HttpMethod.Delete, $"transfers/{transfer}")
                    : await AskAsync(HttpMethod.Post, $"transfers/{transfer}/{verb}");
                Assert.That(status, Is.Zero.Or.EqualTo(503).Or.EqualTo(409).Or.EqualTo(202), body);
                isDone = status is 202 || (isAgain && status is 409);
                await Task.Delay(20);
            }

            isAgain = true;
        });
    }

    private async Task<(int Status, string Body)> AskAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/calls/{Stored.Id.Value}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ana.Token);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", $"{Stored.Id.Value}");
        }

        return await app.AskAsync(request);
    }

    private async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!isSo())
        {
            Assert.That(
                over.IsCancellationRequested,
                Is.False,
                $"{what}: not within 5 min. {How}, died {Played.StoppedAt}, lost {Played.Lost}. Seen: {Seen}, at Twilio: {Played}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private void Connect()
    {
        var at = DateTimeOffset.UtcNow.AddSeconds(-20);
        var sequence = 0;
        foreach (var (leg, to) in new[] { (Stored.LegOf(LegRole.Agent), ana.Phone), (Stored.LegOf(LegRole.Contact), ana.To) })
        {
            var (sid, root) = ($"CA{leg.Id.Value:N}", $"{Workspace.PublicBaseUrl}/twilio/calls/{Stored.Id.Value:D}/legs/{leg.Id.Value:D}/");
            var key = new LegKey(leg.Id, sid);
            Stored.RecordCreateAccepted(sid, TimeSpan.Zero, at, leg.Id);
            Stored.MergeLeg(role: null, key, parentCallSid: null, new LegReport(LegStatus.InProgress, at, FactSource.Callback), at);
            Stored.MergeRoomAnswer(key, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), at);
            Stored.MergeRoom(
                new RoomReport(
                    RoomEvent.ParticipantJoin,
                    Played.ConferenceSid,
                    sid,
                    new RoomFlags(Hold: false, Muted: false, Coaching: false, EndsOnExit: true),
                    RoomSource.Callback,
                    at,
                    ++sequence),
                at);
            Played.Seat(new PlayedLeg(sid, to, root + "answer", root + "status", $"{leg.Id.Value:D}"), endsOnExit: true);
        }

        _ = Stored.TakeEvents();
    }
}
