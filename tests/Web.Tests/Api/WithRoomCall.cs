using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Api;

/// <summary>
/// A call in a room, with the contact and an agent in it, on the real application. What Twilio says of the room is told to the call
/// directly.
/// </summary>
internal abstract class WithRoomCall : WithStandIn
{
    private DateTimeOffset now;

    /// <summary>The agent of the call.</summary>
    protected Agent Ana { get; private set; } = null!;

    protected Agent Bruno { get; private set; } = null!;

    protected Agent Sofia { get; private set; } = null!;

    protected Guid RoomCall { get; set; }

    [SetUp]
    public async Task ConnectAsync()
    {
        // Tells nothing of the room: the tests do.
        Twilio.WhenAskedFor("POST", "/Participants/", Answers.Text(503, "busy"));
        now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        (Ana, Bruno, Sofia) = (await App.HireAsync(), await App.HireAsync(), await App.HireAsync(role: Role.Supervisor));
        RoomCall = await PlaceAsync(Topology.Room, Ana);
        await PlayAsync((_, room) => room.Connect());
    }

    protected string One(string more = "") => $"api/v1/calls/{RoomCall}{(more.Length > 0 ? "/" : "")}{more}";

    protected async Task<Guid> TransferAsync()
    {
        var answer = await SendAsync(Ana, "POST", One("transfers"), new { to = new { memberId = Bruno.Id }, kind = "warm" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    protected static async Task<int> StatusAsync(Agent agent, string method, string path, object? body = null) =>
        (int)(await SendAsync(agent, method, path, body)).StatusCode;

    protected static async Task<HttpResponseMessage> SendAsync(
        Agent agent, string method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await agent.Api.SendAsync(request);
    }

    protected static async Task AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(((int)response.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((status, code)));
        Assert.That(problem.GetProperty("detail").GetString(), Is.Not.Empty);
    }

    // As it stands in the database, without anything that was to be asked of Twilio.
    protected async Task<Guid> PlaceAsync(Topology topology, Agent agent)
    {
        var placed = Call.Place(
            agent.Tenant.Id,
            new MembershipId(agent.Id),
            PhoneNumber.Parse(agent.Phone),
            PhoneNumber.Parse(agent.Tenant.Number),
            PhoneNumber.Parse("+5511987650001"),
            contactId: null,
            opportunityId: null,
            new CallSettings { Topology = topology },
            "pt-BR",
            now,
            topology: topology);
        _ = placed.TakeEvents();
        await App.StoreAsync(agent.Tenant.Id, placed, new Seat(agent.Tenant.Id, placed.PlacedBy, placed.Id));
        return placed.Id.Value;
    }

    // Again, where the application wrote in between.
    protected async Task PlayAsync(Action<Call, TwilioRoom> play)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = App.Enter(Ana.Tenant.Id, out var db);
            var calls = scope.ServiceProvider.GetRequiredService<ICallRepository>();
            var found = (await calls.FindAsync(new CallId(RoomCall), CancellationToken.None))!;
            play(found, new TwilioRoom(found, () => now = now.AddSeconds(1)));
            _ = found.TakeEvents();
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 20)
            {
            }
        }
    }
}
