using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.PhoneNumbers;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>Which number a call comes from.</summary>
public sealed class CallerIdTests
{
    private static readonly MembershipId ana = MembershipId.New();
    private static readonly LibPhoneNumbers phoneNumbers = new();

    [TestCase("+5521999990000", "+552140000001", "the same area")]
    [TestCase("+5511999990000", "+551140000001", "the default is of the area")]
    [TestCase("+5531999990000", "+551140000001", "no number of the area: the default, of the same country")]
    [TestCase("+558007701234", "+551140000001", "0800 is of no area")]
    [TestCase("+14155550199", "+12125550100", "the same country")]
    [TestCase("+16135550199", "+551140000001", "Canada is another country than the United States")]
    [TestCase("+442079460000", "+551140000001", "no number of the country")]
    public void A_number_from_where_the_contact_is_goes_before_the_default(string to, string from, string why) =>
        Assert.That(Choose(to, matchesArea: true), Is.EqualTo(from), why);

    [TestCase("+552140000002", "+5521999990000", "+552140000002", "it is of the area as well as the one before it")]
    [TestCase("+552140000002", "+5531999990000", "+552140000002", "it is of the country as well as those before it")]
    [TestCase("+552140000002", "+5511999990000", "+551140000001", "another one is of the area")]
    [TestCase("+551140000009", "+5511999990000", "+551140000009", "also where it is somebody's own")]
    [TestCase("+551140000001", "+883510001234567", "+551140000001", "what belongs to no country is not near to what belongs to none")]
    public void Among_numbers_that_are_as_near_the_default_comes_first(string byDefault, string to, string from, string why) =>
        Assert.That(
            Of(byDefault, matchesArea: true).Choose(MembershipId.New(), PhoneNumber.Parse(to), phoneNumbers).Value,
            Is.EqualTo(from),
            why);

    [Test]
    public void An_agents_own_number_goes_before_all_and_is_no_one_elses()
    {
        Assert.That(Choose("+5521999990000", matchesArea: true, ana), Is.EqualTo("+551140000009"));
        Assert.That(Choose("+5521999990000", matchesArea: false), Is.EqualTo("+551140000001"), "areas count where it is wanted only");
        var near = Of("+14155550100", matchesArea: true).Choose(MembershipId.New(), PhoneNumber.Parse("+5511999990000"), phoneNumbers);
        Assert.That(near.Value, Is.EqualTo("+551140000001"), "not Ana's, of the same area");
    }

    private static string Choose(string to, bool matchesArea, MembershipId? agent = null) =>
        Of("+551140000001", matchesArea).Choose(agent ?? MembershipId.New(), PhoneNumber.Parse(to), phoneNumbers).Value;

    private static CallerIds Of(string byDefault, bool matchesArea) => new(
        PhoneNumber.Parse(byDefault),
        [
            Number("+551140000009", ana), Number("+14155550100", MembershipId.New()),
            Number("+551140000001"), Number("+552140000001"), Number("+552140000002"), Number("+12125550100"), Number("+88162345678"),
        ],
        matchesArea);

    private static CallerId Number(string number, MembershipId? owner = null) =>
        new(PhoneNumber.Parse(number), phoneNumbers.CountryOf(PhoneNumber.Parse(number)), owner);
}
