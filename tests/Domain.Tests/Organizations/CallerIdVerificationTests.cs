using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Domain.Tests.Organizations;

/// <summary>What is known of a try to verify a number only ever grows, in whatever order it is heard.</summary>
public sealed class CallerIdVerificationTests
{
    private static readonly DateTimeOffset noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset later = noon + CallerIdVerification.Lasts;

    [Test]
    public void It_is_under_way_from_the_question_until_it_is_decided_or_has_lasted_too_long()
    {
        var verification = Ask();
        Assert.That(verification.IsUnderWayAt(noon), Is.True);
        verification.Ring();
        Assert.That((verification.State, verification.IsUnderWayAt(later)), Is.EqualTo((VerificationState.Ringing, false)));
        Assert.That((verification.ExpireAt(later.AddSeconds(-1)), verification.ExpireAt(later)), Is.EqualTo((false, true)));
    }

    [Test]
    public void What_Twilio_verified_stays_so_whatever_comes_afterwards()
    {
        var verification = Ask();
        Assert.That(verification.Verify(), Is.True, "the report was faster than the answer");
        verification.Ring();
        Assert.That((verification.Verify(), verification.Fail(), verification.ExpireAt(later)), Is.EqualTo((false, false, false)));
        Assert.That(verification.State, Is.EqualTo(VerificationState.Verified));
    }

    [Test]
    public void A_number_that_Twilio_has_is_verified_even_where_the_try_had_failed_expired_or_was_lost([Values] VerificationState before)
    {
        var verification = In(before);
        Assert.That(verification.Verify(), Is.EqualTo(before is not VerificationState.Verified));
        Assert.That(verification.State, Is.EqualTo(VerificationState.Verified));
    }

    [Test]
    public void A_refusal_is_kept_with_its_code_and_nothing_fails_after_it()
    {
        var verification = Ask();
        verification.Refuse(21215);
        verification.LoseTrack();
        Assert.That(
            (verification.Fail(), verification.State, verification.ErrorCode),
            Is.EqualTo((false, VerificationState.Refused, (int?)21215)));
    }

    [Test]
    public void The_next_is_allowed_an_hour_after_the_oldest_of_as_many_as_there_may_be()
    {
        var asked = Enumerable.Range(1, CallerIdVerification.MaxPerWindow).Select(at => Ask(noon.AddMinutes(-at))).ToList();
        Assert.That(CallerIdVerification.NextAt([.. asked.Skip(1)]), Is.Null);
        Assert.That(CallerIdVerification.NextAt(asked), Is.EqualTo(asked[^1].AskedAt + CallerIdVerification.Window));
    }

    private static CallerIdVerification Ask(DateTimeOffset? at = null) =>
        CallerIdVerification.Ask(OrganizationId.New(), PhoneNumber.Parse("+551131230009"), "Recepção", at ?? noon);

    private static CallerIdVerification In(VerificationState state)
    {
        var verification = Ask();
        switch (state)
        {
            case VerificationState.Ringing:
                verification.Ring();
                break;
            case VerificationState.Unclear:
                verification.LoseTrack();
                break;
            case VerificationState.Refused:
                verification.Refuse(0);
                break;
            case VerificationState.Failed:
                verification.Fail();
                break;
            case VerificationState.Expired:
                verification.ExpireAt(later);
                break;
            case VerificationState.Verified:
                verification.Verify();
                break;
        }

        return verification;
    }
}
