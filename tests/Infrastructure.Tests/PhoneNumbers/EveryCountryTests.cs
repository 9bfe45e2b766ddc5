using System.Text;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.PhoneNumbers;
using PhoneNumbers;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;

namespace CrmVoice.Infrastructure.Tests.PhoneNumbers;

/// <summary>The example numbers of all countries, in all usual spellings and with mistakes: each is read as itself or refused.</summary>
internal sealed class EveryCountryTests
{
    private static readonly LibPhoneNumbers phoneNumbers = new();
    private static readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();

    [Test]
    public void Every_country_that_an_organization_may_be_in_has_numbers_that_are_read() =>
        Assert.That(
            Places.Countries.Select(country => country.TwoLetterISORegionName),
            Is.SubsetOf(library.GetSupportedRegions()).And.Contains("BR").And.Contains("US"));

    [Test]
    public void A_number_is_read_as_it_is_shown()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var (region, number) in Examples())
        {
            var e164 = library.Format(number, PhoneNumberFormat.E164);
            foreach (var viewer in (string[])[region, "BR", "US"])
            {
                var shown = phoneNumbers.Format(PhoneNumber.Parse(e164), viewer);
                Assert.That(Say(phoneNumbers.Read(shown, viewer)), Is.EqualTo(e164), $"{shown} in {viewer}");
            }
        }
    }

    [Test]
    public void A_number_is_read_alike_in_every_spelling()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var (region, number) in Examples())
        {
            var e164 = library.Format(number, PhoneNumberFormat.E164);
            var international = library.Format(number, PhoneNumberFormat.INTERNATIONAL);
            foreach (var spelling in (string[])
                    [
                        e164,
                        international,
                        library.Format(number, PhoneNumberFormat.RFC3966),
                        $"00 {international[1..]}",
                        $"00{international[1..]}",
                    ])
            {
                foreach (var reader in (string[])[region, "BR"])
                {
                    Assert.That(Say(phoneNumbers.Read(spelling, reader)), Is.EqualTo(e164), $"{spelling} in {reader}");
                }
            }

            // Without a gap, the first digits may also be a Brazilian carrier's.
            Assert.That(Say(phoneNumbers.Read($"00{e164[1..]}", "BR")), Is.EqualTo(e164).Or.EqualTo(nameof(NumberFault.Unclear)), e164);
        }
    }

    [Test]
    public void A_number_that_is_spaced_oddly_is_read_as_itself_or_refused()
    {
        var random = new Random(10);
        using var all = Assert.EnterMultipleScope();
        foreach (var (region, number) in Examples())
        {
            var e164 = library.Format(number, PhoneNumberFormat.E164);
            foreach (var plain in (string[])[e164, $"00{e164[1..]}", phoneNumbers.Format(PhoneNumber.Parse(e164), region)])
            {
                var odd = Spaced(plain, random);
                Assert.That(phoneNumbers.Read(odd, region).Number?.Value, Is.EqualTo(e164).Or.Null, $"{odd} in {region}");
            }
        }
    }

    [Test]
    public void A_number_behind_00_with_a_mistake_is_never_one_of_another_country()
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var (_, number) in Examples())
        {
            var digits = library.Format(number, PhoneNumberFormat.E164)[1..];
            var code = number.CountryCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
            for (var at = code.Length; at < digits.Length; at++)
            {
                foreach (var wrong in (string[])
                        [
                            digits.Remove(at, 1),
                            digits.Insert(at, "7"),
                            $"{digits[..at]}{(char)('0' + (digits[at] - '0' + 3) % 10)}{digits[(at + 1)..]}",
                        ])
                {
                    Assert.That(
                        phoneNumbers.Read($"00{wrong}", "BR").Number?.Value,
                        Is.Null.Or.EqualTo($"+{wrong}").Or.StartsWith($"+{code}"),
                        wrong);
                }
            }
        }
    }

    [Test]
    public void Brazilian_digits_without_a_plus_are_Brazilian_or_refused()
    {
        var random = new Random(11);
        using var all = Assert.EnterMultipleScope();
        for (var count = 0; count < 20_000; count++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => (char)('0' + random.Next(10))));
            if (digits.StartsWith("00", StringComparison.Ordinal))
            {
                continue;
            }

            var read = phoneNumbers.Read(digits, "BR").Number?.Value;
            Assert.That(
                read is null || (read.StartsWith("+55", StringComparison.Ordinal) && digits.EndsWith(read[3..], StringComparison.Ordinal)),
                digits);
        }
    }

    [Test]
    public void Nothing_that_is_typed_breaks_the_reading()
    {
        var random = new Random(12);
        string[] pieces =
        [
            "+",
            "00",
            "55",
            "11",
            "98765",
            "4321",
            " ",
            "-",
            "(",
            ")",
            "/",
            ".",
            "x",
            "r.",
            ";",
            "#",
            "\u202F",
            "\uD83D",
            "é",
            "0",
            "1",
            "190",
            "\0",
        ];
        for (var count = 0; count < 20_000; count++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var country in (string[])["BR", "US", "DE", "XX"])
            {
                Assert.That(() => phoneNumbers.Read(text, country), Throws.Nothing, text);
            }
        }
    }

    private static IEnumerable<(string Region, global::PhoneNumbers.PhoneNumber Number)> Examples() =>
        from region in library.GetSupportedRegions().Order(StringComparer.Ordinal)
        from type in (PhoneNumberType[])[PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE]
        let number = library.GetExampleNumberForType(region, type)
        where number is not null && PhoneNumber.IsValid(library.Format(number, PhoneNumberFormat.E164))
        select (region, number);

    private static string Spaced(string text, Random random)
    {
        var spaced = new StringBuilder();
        foreach (var sign in text)
        {
            spaced.Append(sign).Append(random.Next(4) == 0 ? " \u00A0\u202F\t\u200B"[random.Next(5)] : ' ');
            spaced.Length -= random.Next(2);
        }

        return spaced.ToString();
    }

    private static string Say(CrmVoice.Application.Common.NumberReading reading) =>
        reading.Number?.Value ?? reading.Problem!.Fault.ToString();
}
