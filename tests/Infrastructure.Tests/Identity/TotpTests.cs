using CrmVoice.Infrastructure.Identity;

namespace CrmVoice.Infrastructure.Tests.Identity;

/// <summary>RFC 6238, appendix B: the codes of its secret, of which six digits are the last of its eight.</summary>
internal sealed class TotpTests
{
    // "12345678901234567890" in Base32.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long unixTime, string code) =>
        Assert.That(Totp.CodeOf(Key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(unixTime))), Is.EqualTo(code));

    [TestCase(-2, false)]
    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    public void A_code_is_taken_for_a_period_before_and_after_its_own(int periods, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);

        var step = Totp.FindStep(Key, "081804", now.AddSeconds(periods * Totp.PeriodSeconds));

        Assert.That(step, Is.EqualTo(isTaken ? Totp.StepAt(now) : null));
    }
}
