using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Domain.Tests.Organizations;

/// <summary>Which of Twilio's prices a number has.</summary>
public sealed class PriceListTests
{
    private static readonly PriceList brazil = Of(
        new PrefixPrice("55", null, 0.03m),
        new PrefixPrice("5511", null, 0.02m),
        new PrefixPrice("551198", null, 0.05m),
        new PrefixPrice("551198", "351", 0.11m),
        new PrefixPrice("55900", null, 1.2m));

    [TestCase("+5548987650001", "+551140000001", 0.03)]
    [TestCase("+551134567890", "+551140000001", 0.02)]
    [TestCase("+5511987650001", "+551140000001", 0.05)]
    [TestCase("+5511987650001", "+351912345678", 0.11)]
    [TestCase("+551134567890", "+351912345678", 0.02)]
    public void The_longest_beginning_counts_and_then_the_caller_id(string to, string from, double price) =>
        Assert.That(brazil.PerMinute(PhoneNumber.Parse(to), PhoneNumber.Parse(from)), Is.EqualTo((decimal)price));

    [Test]
    public void A_number_without_a_price_is_taken_for_the_most_expensive_one_and_no_prices_are_no_price()
    {
        var mobile = Of(new PrefixPrice("35191", null, 0.2m), new PrefixPrice("35192", null, 0.3m));
        var (lisbon, from) = (PhoneNumber.Parse("+351212345678"), PhoneNumber.Parse("+551140000001"));

        Assert.That(mobile.PerMinute(lisbon, from), Is.EqualTo(0.3m));
        Assert.That(Of().PerMinute(lisbon, from), Is.Null);
    }

    private static PriceList Of(params PrefixPrice[] prices)
    {
        var list = PriceList.Of(OrganizationId.New(), "BR");
        list.Replace("AC00000000000000000000000000000001", "usd", prices, DateTimeOffset.UnixEpoch);
        return list;
    }
}
