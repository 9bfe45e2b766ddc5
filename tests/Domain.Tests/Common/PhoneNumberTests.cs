using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Common;

public sealed class PhoneNumberTests
{
    [TestCase("+5511987654321")]
    [TestCase("+14155550100")]
    [TestCase("+1234567")]
    [TestCase("+123456789012345")]
    public void E164_is_a_number(string text) => Assert.That(PhoneNumber.Parse(text).Value, Is.EqualTo(text));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("5511987654321")]
    [TestCase("+0511987654321")]
    [TestCase("+123456")]
    [TestCase("+1234567890123456")]
    [TestCase("+55 11 98765-4321")]
    [TestCase("+5511987654321\n")]
    [TestCase("+٥٥١١٩٨٧٦٥٤٣٢١")]
    public void Anything_else_is_none(string? text) => Assert.That(PhoneNumber.IsValid(text), Is.False);

    [Test]
    public void A_number_does_not_slip_into_logs() =>
        Assert.That($"{PhoneNumber.Parse("+5511987654321")}", Does.Not.Contain("98765"));
}
