using CrmVoice.Infrastructure.Identity;

namespace CrmVoice.Infrastructure.Tests.Identity;

/// <summary>RFC 6238, appendix B: the codes of its secret, of which six digits are the last of its eight.</summary>
internal sealed class AuthenticatorCodeTests
{
    // "12345678901234567890" in Base32.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public void Codes_are_those_of_the_standard_and_tell_their_step(long unixTime, string code) =>
        Assert.That(
            AuthenticatorCode.FindStep(Key, code, DateTimeOffset.FromUnixTimeSeconds(unixTime)),
            Is.EqualTo(unixTime / AuthenticatorCode.PeriodSeconds));

    [TestCase(-2, false)]
    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    public void A_code_is_taken_for_a_period_before_and_after_its_own(int periods, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);

        var step = AuthenticatorCode.FindStep(Key, "081804", now.AddSeconds(periods * AuthenticatorCode.PeriodSeconds));

        Assert.That(step, Is.EqualTo(isTaken ? now.ToUnixTimeSeconds() / AuthenticatorCode.PeriodSeconds : null));
    }

    [Test]
    public void A_key_has_160_bits_and_is_another_each_time()
    {
        var (one, other) = (AuthenticatorCode.NewKey(), AuthenticatorCode.NewKey());

        Assert.That(one, Does.Match("^[A-Z2-7]{32}$").And.Not.EqualTo(other));
    }
}
