using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class MissedCallerTests
{
    private static readonly DateTimeOffset noon = Transcript.Start;
    private static readonly CallId first = CallId.New();
    private static readonly CallId second = CallId.New();
    private static readonly CallId answered = CallId.New();

    private readonly MissedCaller caller = MissedCaller.Of(OrganizationId.New(), PhoneNumber.Parse("+5511987650001"));

    [Test]
    public void However_often_somebody_calls_there_is_one_open_entry()
    {
        caller.Miss(second, noon.AddMinutes(5));
        caller.Miss(first, noon);
        caller.Miss(first, noon);
        Assert.That(caller.Calls.Select(call => call.CallId), Is.EqualTo(new[] { first.Value, second.Value }));
        Assert.That(caller.OpenSince, Is.EqualTo(noon.AddMinutes(5)));
    }

    [Test]
    public void An_answered_call_settles_what_came_before_it_in_whatever_order_that_becomes_known([Values] bool isKnownFirst)
    {
        if (isKnownFirst)
        {
            caller.Settle(answered, noon.AddMinutes(2));
        }

        caller.Miss(first, noon);
        caller.Miss(second, noon.AddMinutes(5));
        if (!isKnownFirst)
        {
            caller.Settle(answered, noon.AddMinutes(2));
        }

        Assert.That(caller.Calls.Single().CallId, Is.EqualTo(second.Value), "the one after it");
        Assert.That(caller.SettledByCall, Is.EqualTo(answered));
    }

    [Test]
    public void Closed_by_hand_it_says_who_did_and_why_and_opens_again_with_the_next_call()
    {
        var ana = MembershipId.New();
        caller.Miss(first, noon);

        caller.Close(ana, MissedCallReason.WrongNumber, noon);

        Assert.That(
            (caller.IsOpen, caller.OpenSince, caller.SettledBy, caller.Reason),
            Is.EqualTo((false, (DateTimeOffset?)null, (MembershipId?)ana, (MissedCallReason?)MissedCallReason.WrongNumber)));
        caller.Miss(second, noon.AddDays(1));
        Assert.That((caller.IsOpen, caller.Calls.Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Of_somebody_who_calls_again_and_again_the_newest_calls_are_kept()
    {
        foreach (var minute in Enumerable.Range(0, MissedCaller.MaxCalls + 10))
        {
            caller.Miss(CallId.New(), noon.AddMinutes(minute));
        }

        Assert.That((caller.Calls.Count, caller.Calls[0].At), Is.EqualTo((MissedCaller.MaxCalls, noon.AddMinutes(10))));
    }
}
