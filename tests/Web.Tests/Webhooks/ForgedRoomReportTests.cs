using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>
/// Reports of rooms that are signed and yet say what is not so: a room of another name, labels that are somebody else's, legs of nobody.
/// They are answered like any other and change nothing of the call.
/// </summary>
internal sealed class ForgedRoomReportTests : WithRoomCall
{
    private static readonly string conference = $"CF{Guid.NewGuid():N}";

    [TestCase("r-00000000000000000000000000000000-1")]
    [TestCase("r-1")]
    [TestCase("")]
    [TestCase("r-<script>-1")]
    public async Task A_conference_of_another_name_is_no_room_of_the_call(string name)
    {
        var contact = await LegAsync(LegRole.Contact);

        await AssertNothingChangesAsync("participant-hold", name, SidOf(contact), label: $"{contact}");
    }

    [Test]
    public async Task The_room_of_one_call_is_no_room_of_another()
    {
        var (other, contact) = (await PlaceAsync(Topology.Room, await App.HireAsync(Ana.Tenant)), await LegAsync(LegRole.Contact));

        await AssertNothingChangesAsync("participant-hold", Room.NameOf(new CallId(other)), SidOf(contact), label: $"{contact}");
    }

    [TestCase("participant-hold")]
    [TestCase("participant-leave")]
    [TestCase("participant-mute")]
    public async Task A_label_says_nothing_whose_leg_it_is(string happened)
    {
        var contact = await LegAsync(LegRole.Contact);

        await AssertNothingChangesAsync(happened, Room.NameOf(new CallId(RoomCall)), $"CA{Guid.NewGuid():N}", label: $"{contact}");
    }

    [Test]
    public async Task A_leg_of_nobody_that_joins_is_no_party_of_the_call() => await AssertNothingChangesAsync(
        "participant-join",
        Room.NameOf(new CallId(RoomCall)),
        $"CA{Guid.NewGuid():N}",
        label: "agent");

    private async Task AssertNothingChangesAsync(string happened, string room, string callSid, string label)
    {
        var before = await SeenAsync();
        (string, string)[] fields =
        [
            ("AccountSid", Ana.Tenant.AccountSid), ("ConferenceSid", conference), ("FriendlyName", room), ("SequenceNumber", "9"),
            ("StatusCallbackEvent", happened), ("CallSid", callSid), ("ParticipantLabel", label), ("Hold", "true"), ("Muted", "true"),
            ("Coaching", "false"), ("EndConferenceOnExit", "true"),
        ];
        using var answer = await App.TwilioReports(Ana.Tenant, $"{App.Url}/twilio/calls/{RoomCall}/room-events", fields);

        Assert.That((int)answer.StatusCode, Is.AnyOf(200, 204));
        await Support.Eventually.EventuallyAsync(
            async () =>
            {
                await using var scope = App.Enter(Ana.Tenant.Id, out var db);
                return await db.InboundWebhooks.CountAsync(webhook =>
                    webhook.CallId == new CallId(RoomCall) && webhook.State == WebhookState.Pending && webhook.Reason == null);
            },
            pending => pending == 0,
            "the webhook is taken or refused");
        Assert.That(await SeenAsync(), Is.EqualTo(before));
    }

    // Everything but when it was last changed: that a report came is on record.
    private async Task<string> SeenAsync()
    {
        var call = await Ana.RawAsync(One());
        return string.Join('\n', call.EnumerateObject().Where(part => part.Name is not "updatedAt").Select(part => part.ToString()));
    }

    private async Task<Guid> LegAsync(LegRole role)
    {
        var id = Guid.Empty;
        await PlayAsync((call, _) => id = call.LegOf(role).Id.Value);
        return id;
    }

    private static string SidOf(Guid leg) => $"CA{leg:N}";
}
