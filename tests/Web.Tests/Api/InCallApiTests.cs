using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Tests.Api;

/// <summary>What people do in a call over the API.</summary>
internal sealed class InCallApiTests : WithRoomCall
{
    private const string Outside = "+551131230099";

    [Test]
    public async Task Holding_muting_and_pressing_keys_are_taken_and_shown_as_they_are_done()
    {
        var legs = (await Ana.RawAsync(One())).GetProperty("legs");
        var (agent, contact) = (legs[0].GetProperty("id").GetGuid(), legs[1].GetProperty("id").GetGuid());

        Assert.That(await StatusAsync(Ana, "PUT", One("hold")), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "PUT", One("hold"), new { legId = contact }), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "PUT", One($"legs/{agent}/mute")), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "POST", One("digits"), new { digits = "1w2#" }), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "PUT", One("help")), Is.EqualTo(202));
        await PlayAsync((_, room) => room.Obey());

        var seen = await Ana.RawAsync(One());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.GetProperty("state").GetString(), Is.EqualTo("connected"));
            Assert.That(seen.GetProperty("topology").GetString(), Is.EqualTo("room"));
            Assert.That(seen.GetProperty("live").GetRawText(), Is.EqualTo("""["on-hold"]"""));
            Assert.That(NamesOf(seen.GetProperty("talks")[0]), Is.EqualTo(new[] { "agentLegId", "from", "to" }));
            Assert.That(NamesOf(seen.GetProperty("holds")[0]), Is.EqualTo(new[] { "legId", "from", "to" }));
            Assert.That(seen.GetProperty("holds")[0].GetProperty("legId").GetGuid(), Is.EqualTo(contact));
            Assert.That(seen.GetProperty("holds")[0].GetProperty("to").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(seen.GetProperty("legs")[0].GetProperty("muted").GetBoolean(), Is.True);
            Assert.That(seen.GetProperty("legs")[1].GetProperty("onHold").GetBoolean(), Is.True);
            Assert.That(seen.GetProperty("helpRequestedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
        }

        Assert.That(await StatusAsync(Ana, "DELETE", One("hold")), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "DELETE", One($"legs/{agent}/mute")), Is.EqualTo(202));
        Assert.That(await StatusAsync(Ana, "DELETE", One("help")), Is.EqualTo(202));
        await PlayAsync((_, room) => room.Obey());

        var after = await Ana.RawAsync(One());
        Assert.That(after.GetProperty("live").GetArrayLength(), Is.Zero);
        Assert.That(after.GetProperty("holds").GetArrayLength(), Is.EqualTo(1));
        Assert.That(after.GetProperty("holdSeconds").GetInt32(), Is.Positive);
        Assert.That(after.GetProperty("legs")[0].GetProperty("muted").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_warm_transfer_is_asked_for_merged_and_completed()
    {
        var answer = await SendAsync(Ana, "POST", One("transfers"), new { to = new { memberId = Bruno.Id }, kind = "warm" });
        var transfer = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var id = transfer.GetProperty("id").GetGuid();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(201));
            Assert.That(
                NamesOf(transfer),
                Is.EqualTo(new[] { "id", "kind", "fromLegId", "to", "toLegId", "requestedAt", "endedAt", "result" }));
            Assert.That(transfer.GetProperty("to").GetProperty("member").GetProperty("name").GetString(), Is.EqualTo(Bruno.Name));
            Assert.That(transfer.GetProperty("to").GetProperty("number").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(transfer.GetProperty("result").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(transfer.GetRawText(), Does.Not.Contain(Bruno.Phone[1..]));
        }

        await AssertProblemAsync(await SendAsync(Ana, "POST", One($"transfers/{id}/merge")), 409, "not-possible-now");
        await AssertProblemAsync(await SendAsync(Ana, "POST", One($"transfers/{id}/completion")), 409, "not-possible-now");
        await PlayAsync((talk, room) =>
        {
            room.Obey();
            room.AnswerAndJoin(talk.Legs.Single(leg => leg.MemberId == new MembershipId(Bruno.Id)));
        });
        Assert.That((await Ana.RawAsync(One())).GetProperty("live").GetRawText(), Is.EqualTo("""["on-hold","consulting"]"""));
        await AssertProblemAsync(await SendAsync(Ana, "DELETE", One("hold")), 409, "not-possible-now");

        Assert.That(await StatusAsync(Ana, "POST", One($"transfers/{id}/merge")), Is.EqualTo(202));
        await AssertProblemAsync(await SendAsync(Ana, "POST", One($"transfers/{id}/merge")), 409, "not-possible-now");
        Assert.That(await StatusAsync(Ana, "POST", One($"transfers/{id}/completion")), Is.EqualTo(202));
        await AssertProblemAsync(await SendAsync(Ana, "DELETE", One($"transfers/{id}")), 409, "not-possible-now");
        await PlayAsync((talk, room) =>
        {
            room.Obey();
            room.HangUp(talk.LegOf(LegRole.Agent));
        });

        var seen = await Bruno.RawAsync(One());
        Assert.That(seen.GetProperty("transfers")[0].GetProperty("result").GetString(), Is.EqualTo("taken"));
        Assert.That(seen.GetProperty("agent").GetProperty("id").GetGuid(), Is.EqualTo(Bruno.Id));
        await AssertProblemAsync(await SendAsync(Ana, "PUT", One("hold")), 409, "not-possible-now");
    }

    [Test]
    public async Task Two_who_complete_at_once_are_answered_202_and_409()
    {
        var transfer = await TransferAsync();
        await PlayAsync((talk, room) =>
        {
            room.Obey();
            room.AnswerAndJoin(talk.Legs.Single(leg => leg.MemberId == new MembershipId(Bruno.Id)));
        });

        var answers = await Task.WhenAll(
            new[] { Ana, Bruno, Sofia }.Select(who => SendAsync(who, "POST", One($"transfers/{transfer}/completion"))));

        Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 202, 409, 409 }));
    }

    [Test]
    public async Task Somebody_outside_is_added_once_with_a_key_and_removed_again()
    {
        var body = new { to = new { number = "(11) 3123-0099" } };
        var first = await SendAsync(Ana, "POST", One("legs"), body, key: "add-1");
        var again = await SendAsync(Ana, "POST", One("legs"), body, key: "add-1");
        var leg = await first.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(((int)first.StatusCode, (int)again.StatusCode), Is.EqualTo((201, 201)));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(leg.GetRawText()));
        Assert.That(leg.GetProperty("role").GetString(), Is.EqualTo("guest"));
        Assert.That(leg.GetProperty("party").GetRawText(), Is.EqualTo($$"""{"kind":"phone","value":"{{Outside}}"}"""));
        Assert.That(leg.GetProperty("callSid").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(
            (await SendAsync(Ana, "POST", One("legs"), new { to = new { memberId = Bruno.Id } }, key: "add-1")).StatusCode,
            Is.EqualTo(System.Net.HttpStatusCode.UnprocessableEntity));
        Assert.That(await StatusAsync(Ana, "DELETE", One($"legs/{leg.GetProperty("id").GetGuid()}")), Is.EqualTo(202));
    }

    [Test]
    public async Task A_supervisor_listens_in_and_an_agent_does_not()
    {
        await AssertProblemAsync(await SendAsync(Bruno, "PUT", One("supervision"), new { mode = "listen" }), 403, "forbidden");
        await AssertProblemAsync(await SendAsync(Sofia, "DELETE", One("supervision")), 409, "not-possible-now");
        Assert.That(await StatusAsync(Sofia, "PUT", One("supervision"), new { mode = "listen" }), Is.EqualTo(202));
        await PlayAsync((talk, room) => room.AnswerAndJoin(talk.Legs.Single(leg => leg.Role is LegRole.Supervisor)));
        Assert.That(await StatusAsync(Sofia, "PUT", One("supervision"), new { mode = "whisper" }), Is.EqualTo(202));
        Assert.That(await StatusAsync(Sofia, "DELETE", One("supervision")), Is.EqualTo(202));
    }

    [Test]
    public async Task The_live_board_is_the_supervisors()
    {
        await AssertProblemAsync(await Ana.Api.GetAsync("api/v1/calls?state=live"), 403, "forbidden");
        var board = await Sofia.RawAsync("api/v1/calls?state=live&limit=200");
        var ended = await Ana.RawAsync("api/v1/calls?state=ended&limit=200");

        Assert.That(IdsOf(board), Does.Contain(RoomCall));
        Assert.That(
            board.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("state").GetString()),
            Does.Not.Contain("ended"));
        Assert.That(IdsOf(ended), Does.Not.Contain(RoomCall));
    }

    [Test]
    public async Task Members_are_shown_with_who_is_free_and_no_numbers()
    {
        var members = await Task.WhenAll(
            new[] { Ana, Bruno }.Select(who => Ana.RawAsync($"api/v1/members?q={Uri.EscapeDataString(who.Name.ToUpperInvariant())}")));
        var (ana, bruno) = (MemberIn(members[0], Ana.Id), MemberIn(members[1], Bruno.Id));

        Assert.That(NamesOf(bruno), Is.EqualTo(new[] { "id", "name", "role", "availability", "since" }));
        Assert.That(
            (bruno.GetProperty("role").GetString(), bruno.GetProperty("availability").GetString()),
            Is.EqualTo(("agent", "free")));
        Assert.That(ana.GetProperty("availability").GetString(), Is.EqualTo("in-call"));
        Assert.That(members[1].GetRawText(), Does.Not.Contain(Bruno.Phone[1..]));
    }

    [Test]
    public async Task On_a_bridge_no_verb_of_a_room_is_possible()
    {
        var duda = await App.HireAsync();
        RoomCall = await PlaceAsync(Topology.Bridge, duda);

        await AssertProblemAsync(await SendAsync(duda, "PUT", One("hold")), 409, "not-possible-now");
        await AssertProblemAsync(await SendAsync(duda, "POST", One("digits"), new { digits = "1" }), 409, "not-possible-now");
        await AssertProblemAsync(
            await SendAsync(duda, "POST", One("transfers"), new { to = new { memberId = Bruno.Id }, kind = "cold" }),
            409,
            "not-possible-now");
        await AssertProblemAsync(await SendAsync(Sofia, "PUT", One("supervision"), new { mode = "barge" }), 409, "not-possible-now");
    }

    [Test]
    public async Task Keys_can_be_given_along_with_a_call()
    {
        var eva = await App.HireAsync();

        Assert.That(await StatusAsync(eva, "POST", "api/v1/calls", new { to = "+5511987650001", sendDigits = "12a" }), Is.EqualTo(400));
        Assert.That(await StatusAsync(eva, "POST", "api/v1/calls", new { to = "+5511987650001", sendDigits = "ww12" }), Is.EqualTo(201));
    }

    private static JsonElement MemberIn(JsonElement list, Guid id) =>
        list.GetProperty("items").EnumerateArray().Single(member => member.GetProperty("id").GetGuid() == id);

    private static IEnumerable<Guid> IdsOf(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetGuid());

    private static string[] NamesOf(JsonElement body) => [.. body.EnumerateObject().Select(property => property.Name)];
}
