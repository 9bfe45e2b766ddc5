using CrmVoice.Web.Shared;

namespace CrmVoice.Architecture.Tests;

internal sealed class CarrierErrorTests
{
    // What a create, a Dial and a request to us can meet, after Twilio's "Error and Warning Dictionary".
    private static readonly int[] known =
    [
        10001, 10002, 10003, 10004, 10005, 11100, 11200, 11201, 11202, 11203, 11205, 11206, 11210, 11215, 11216, 11217, 11220, 11235,
        11236, 11237, 11240, 11241, 11242, 11243, 11251, 11750, 11770, 12100, 12101, 12102, 12200, 12300, 12400, 13201, 13210, 13212,
        13214, 13215, 13216, 13217, 13221, 13222, 13223, 13224, 13225, 13226, 13227, 13243, 13244, 13245, 13246, 13247, 13248, 13254,
        13256, 13310, 13314, 13511, 13512, 13520, 13521, 13710, 13805, 13910, 15000, 15002, 15003, 15004, 15009, 16101, 16102, 20001,
        20003, 20004, 20005, 20006, 20008, 20009, 20010, 20011, 20101, 20104, 20107, 20151, 20403, 20404, 20422, 20429, 20500, 20503,
        20504, 21200, 21201, 21202, 21203, 21204, 21205, 21206, 21207, 21208, 21209, 21210, 21211, 21212, 21213, 21214, 21215, 21216,
        21217, 21218, 21219, 21220, 21226, 21234, 21262, 21263, 21264, 21609, 21626, 32005, 32009, 32011, 32014, 32015, 32016, 32017,
        32018, 32100, 32101, 32203, 32205, 32216, 573005,
    ];

    private static readonly CarrierErrorKind[] byRange =
    [
        CarrierErrorKind.Other,
        CarrierErrorKind.OtherOfNetwork,
        CarrierErrorKind.OtherOfWebhook,
    ];

    [TestCaseSource(nameof(known))]
    public void An_error_that_calls_can_meet_has_words_of_its_own(int code) =>
        Assert.That(CarrierErrorKinds.Of(code), Is.Not.AnyOf(byRange));

    [TestCase(11999, CarrierErrorKind.OtherOfWebhook)]
    [TestCase(21299, CarrierErrorKind.Other)]
    [TestCase(31999, CarrierErrorKind.OtherOfNetwork)]
    [TestCase(99999, CarrierErrorKind.Other)]
    [TestCase(407, CarrierErrorKind.OnTheWay)]
    public void Any_other_is_told_by_its_range(int code, CarrierErrorKind kind) =>
        Assert.That(CarrierErrorKinds.Of(code), Is.EqualTo(kind));
}
