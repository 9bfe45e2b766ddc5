using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>Two people press buttons of one call in the same moment, again and again: one of them does it, or both in some order.</summary>
internal sealed class PressedAtOnceTests : WithRoomCall
{
    private const int Rounds = 8;

    [TestCase("merge", "merge")]
    [TestCase("completion", "completion")]
    [TestCase("completion", "take back")]
    [TestCase("take back", "take back")]
    public async Task Of_two_that_exclude_each_other_one_is_done_and_the_other_is_told(string one, string other)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var transfer = await ConsultAsync(round);

            var answers = await Task.WhenAll(PressAsync(Ana, one, transfer), PressAsync(Sofia, other, transfer));

            Assert.That(answers.Order(), Is.EqualTo(new[] { 202, 409 }), $"round {round}");
            var seen = await TransferSeenAsync();
            var done = answers[0] == 202 ? one : other;
            Assert.That(
                (seen.MergedAt is not null, seen.IsCompleting, seen.CanceledAt is not null),
                Is.EqualTo((done == "merge", done == "completion", done == "take back")),
                $"round {round}");
        }
    }

    // What may be done one after the other may also be done by two at once; nothing is half done and nobody sees an error.
    [TestCase("merge", "take back")]
    [TestCase("merge", "completion")]
    [TestCase("hold", "completion")]
    [TestCase("hold", "take back")]
    [TestCase("unhold", "merge")]
    [TestCase("hold", "unhold")]
    public async Task Of_two_that_may_follow_each_other_at_least_one_is_done_and_the_call_stands_as_it_was_asked(string one, string other)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var transfer = await ConsultAsync(round);

            var answers = await Task.WhenAll(PressAsync(Ana, one, transfer), PressAsync(Sofia, other, transfer));

            Assert.That(answers, Has.All.AnyOf(202, 409), $"round {round}");
            Assert.That(answers, Has.Some.EqualTo(202), $"round {round}");
            await PlayAsync((call, room) =>
            {
                room.Obey();
                var contact = call.LegOf(LegRole.Contact);
                Assert.That(contact.IsOnHold, Is.EqualTo(RoomFlow.FlagsWanted(call, contact).Hold), $"round {round}");
                Assert.That(call.Transfers, Has.Count.EqualTo(1));
            });
        }
    }

    // Each round has a call and people of its own: the first those of the set-up.
    private async Task<Guid> ConsultAsync(int round)
    {
        if (round > 0)
        {
            await ConnectAsync();
        }

        var transfer = await TransferAsync();
        await PlayAsync((talk, room) =>
        {
            room.Obey();
            room.AnswerAndJoin(talk.Legs.Single(leg => leg.MemberId == new MembershipId(Bruno.Id)));
        });
        return transfer;
    }

    private Task<int> PressAsync(Agent who, string what, Guid transfer) => what switch
    {
        "hold" => StatusAsync(who, "PUT", One("hold")),
        "unhold" => StatusAsync(who, "DELETE", One("hold")),
        "take back" => StatusAsync(who, "DELETE", One($"transfers/{transfer}")),
        _ => StatusAsync(who, "POST", One($"transfers/{transfer}/{what}")),
    };

    private async Task<Transfer> TransferSeenAsync()
    {
        Transfer? seen = null;
        await PlayAsync((call, _) => seen = call.Transfers.Single());
        return seen!;
    }
}
