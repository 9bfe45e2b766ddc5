using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.PhoneNumbers;

namespace CrmVoice.Infrastructure.Tests.PhoneNumbers;

/// <summary>What people write, and the one number that is dialled for it. A stranger is never called for somebody else.</summary>
internal sealed class ReadingTests
{
    private const string Mobile = "+5511987654321";
    private const string Office = "+551134567890";
    private static readonly LibPhoneNumbers phoneNumbers = new();

    [TestCase("11987654321", Mobile)]
    [TestCase("(11) 98765-4321", Mobile)]
    [TestCase("11 9 8765 4321", Mobile)]
    [TestCase("11 9.8765.4321", Mobile)]
    [TestCase("11-98765-4321", Mobile)]
    [TestCase("11/98765-4321", Mobile)]
    [TestCase("11 987 654 321", Mobile)]
    [TestCase("11 98 765 4321", Mobile)]
    [TestCase("(11 98765-4321", Mobile)]
    [TestCase("(11 98765-4321)", Mobile)]
    [TestCase("[11] 98765—4321", Mobile)]
    [TestCase("011 98765-4321", Mobile)]
    [TestCase("(011) 98765-4321", Mobile)]
    [TestCase("0 15 11 98765-4321", Mobile)]
    [TestCase("0 (15) 11 98765-4321", Mobile)]
    [TestCase("015 11 98765-4321", Mobile)]
    [TestCase("0151198765-4321", Mobile)]
    [TestCase("(xx11) 98765-4321", Mobile)]
    [TestCase("0xx11 98765-4321", Mobile)]
    [TestCase("(0XX11) 98765-4321", Mobile)]
    [TestCase("0**11 98765-4321", Mobile)]
    [TestCase("0 xx (11) 98765-4321", Mobile)]
    [TestCase("+55 (0xx11) 98765-4321", Mobile)]
    [TestCase("+55 11 98765-4321", Mobile)]
    [TestCase("+5511987654321", Mobile)]
    [TestCase("(+55) 11 98765-4321", Mobile)]
    [TestCase("+(55) 11 98765-4321", Mobile)]
    [TestCase("+ 55 11 98765-4321", Mobile)]
    [TestCase("+55 (0) 11 98765-4321", Mobile)]
    [TestCase("+55 011 98765-4321", Mobile)]
    [TestCase("+55 0 15 11 98765-4321", Mobile)]
    [TestCase("5511987654321", Mobile)]
    [TestCase("55 11 98765-4321", Mobile)]
    [TestCase("5511 98765-4321", Mobile)]
    [TestCase("11 3456-7890", Office)]
    [TestCase("551134567890", Office)]
    [TestCase("5511 3456-7890", Office)]
    [TestCase("55 31 3456-7890", "+553134567890")]
    [TestCase("5531 3456-7890", "+553134567890")]
    [TestCase("31 34 56 78 90", "+553134567890")]
    [TestCase("031 31 3456-7890", "+553134567890")]
    [TestCase("0 15 91 3456-7890", "+559134567890")]
    [TestCase("559134567890", "+559134567890")]
    [TestCase("55 98765-4321", "+5555987654321")]
    [TestCase("55 3456-7890", "+555534567890")]
    [TestCase("55 55 98765-4321", "+5555987654321")]
    [TestCase("+55 55 98765-4321", "+5555987654321")]
    [TestCase("51 99999-4444", "+5551999994444")]
    [TestCase("0800 722 2001", "+558007222001")]
    [TestCase("0800-722-2001", "+558007222001")]
    [TestCase("800 722 2001", "+558007222001")]
    [TestCase("+55 800 722 2001", "+558007222001")]
    [TestCase("55 0800 722 2001", "+558007222001")]
    [TestCase("0800 123 456", "+55800123456")]
    [TestCase("0300 789 1234", "+553007891234")]
    [TestCase("0303 123 4567", "+553031234567")]
    [TestCase("0500 123 4567", "+555001234567")]
    [TestCase("0900 123 4567", "+559001234567")]
    public void A_Brazilian_number_is_read_in_every_usual_spelling(string written, string number) => AssertRead(written, "BR", number);

    [TestCase("0055 11 98765-4321", "BR", Mobile)]
    [TestCase("00 55 11 98765-4321", "BR", Mobile)]
    [TestCase("005511987654321", "BR", Mobile)]
    [TestCase("00 (55) 11 98765-4321", "BR", Mobile)]
    [TestCase("0055 (0) 11 98765-4321", "BR", Mobile)]
    [TestCase("0055 31 3456-7890", "BR", "+553134567890")]
    [TestCase("0055 81 3456-7890", "BR", "+558134567890")]
    [TestCase("0055 81 98765-4321", "BR", "+5581987654321")]
    [TestCase("0055 0800 722 2001", "BR", "+558007222001")]
    [TestCase("00 1 415 555 0100", "BR", "+14155550100")]
    [TestCase("0014155550100", "BR", "+14155550100")]
    [TestCase("00 44 20 7946 0958", "BR", "+442079460958")]
    [TestCase("0041 44 668 18 00", "BR", "+41446681800")]
    [TestCase("00351 21 123 4567", "BR", "+351211234567")]
    [TestCase("00 31 20 123 4567", "BR", "+31201234567")]
    [TestCase("0015 1 415 555 0100", "BR", "+14155550100")]
    [TestCase("00 15 1 415 555 0100", "BR", "+14155550100")]
    [TestCase("001514155550100", "BR", "+14155550100")]
    [TestCase("0021 55 11 98765-4321", "BR", Mobile)]
    [TestCase("00215511987654321", "BR", Mobile)]
    [TestCase("00 21 351 21 123 4567", "BR", "+351211234567")]
    [TestCase("0055 11 98765-4321", "US", Mobile)]
    [TestCase("011 55 11 98765-4321", "US", Mobile)]
    [TestCase("00 1 415 555 0100", "US", "+14155550100")]
    [TestCase("0057 601 123 4567", "CO", "+576011234567")]
    [TestCase("005 55 11 98765-4321", "CO", Mobile)]
    [TestCase("0044 20 7946 0958", "SG", "+442079460958")]
    [TestCase("001 44 20 7946 0958", "SG", "+442079460958")]
    [TestCase("0011 55 11 98765 4321", "AU", Mobile)]
    [TestCase("010 55 11 98765 4321", "JP", Mobile)]
    [TestCase("8 10 55 11 98765 4321", "RU", Mobile)]
    [TestCase("00212 5 22 43 12 34", "BR", "+212522431234")]
    public void A_number_with_an_international_prefix_is_of_the_country_that_stands_there(string written, string country, string number) =>
        AssertRead(written, country, number);

    [TestCase("415-555-0100", "US", "+14155550100")]
    [TestCase("(415) 555-0100", "US", "+14155550100")]
    [TestCase("1 415 555 0100", "US", "+14155550100")]
    [TestCase("+1 415.555.0100", "US", "+14155550100")]
    [TestCase("800 555 0100", "US", "+18005550100")]
    [TestCase("020 7946 0958", "GB", "+442079460958")]
    [TestCase("+44 (0)20 7946 0958", "GB", "+442079460958")]
    [TestCase("030 12 34 56 78", "DE", "+493012345678")]
    [TestCase("030/12345678", "DE", "+493012345678")]
    [TestCase("+49 30 123456-78", "DE", "+493012345678")]
    [TestCase("08-123 456 78", "SE", "+46812345678")]
    [TestCase("06 1234 5678", "IT", "+390612345678")]
    [TestCase("02/551 12 34", "BE", "+3225511234")]
    public void A_number_of_another_country_is_read_as_people_write_it_there(string written, string country, string number) =>
        AssertRead(written, country, number);

    [TestCase("11 98765‎-4321")]
    [TestCase("‪+55 11 98765-4321‬")]
    [TestCase("11​98765​4321")]
    [TestCase("11 98765 4321")]
    [TestCase("11\t98765-4321\r\n")]
    [TestCase("11 98765–4321")]
    [TestCase("11 98765‑4321")]
    [TestCase("11 98765−4321")]
    [TestCase("１１　９８７６５－４３２１")]
    [TestCase("（１１）９８７６５－４３２１")]
    [TestCase("＋５５ １１ ９８７６５-４３２１")]
    [TestCase("١١ ٩٨٧٦٥ ٤٣٢١")]
    [TestCase("﻿11­98765­4321")]
    public void Signs_that_look_right_are_read(string written) => AssertRead(written, "BR", Mobile);

    [TestCase("Tel: 11 98765-4321")]
    [TestCase("tel:+55-11-98765-4321")]
    [TestCase("Tel. (11) 98765-4321")]
    [TestCase("Tel (11) 98765-4321")]
    [TestCase("Celular (11) 98765-4321")]
    [TestCase("(cel) 11 98765-4321")]
    [TestCase("11 98765-4321 (cel)")]
    [TestCase("11 98765-4321 cel.")]
    [TestCase("11 98765-4321 - WhatsApp")]
    [TestCase("(11) 98765-4321 (Whats)")]
    [TestCase("Tel./WhatsApp: (11) 98765-4321")]
    [TestCase("TELÉFONO MÓVIL: 11 98765-4321")]
    public void A_label_beside_the_number_is_no_part_of_it(string written) => AssertRead(written, "BR", Mobile);

    [TestCase("r.5", "r.5")]
    [TestCase("ramal 5", "ramal 5")]
    [TestCase("(ramal 5)", "(ramal 5)")]
    [TestCase("op 2", "op 2")]
    [TestCase("(5)", "(5)")]
    [TestCase("-5", "-5")]
    [TestCase("5", "5")]
    [TestCase("x5", "x5")]
    [TestCase("ext. 5", "ext. 5")]
    [TestCase("#5", "#5")]
    [TestCase(";ext=5", ";ext=5")]
    [TestCase(",,5", ",,5")]
    [TestCase("/91", "/91")]
    [TestCase("-1234", "-1234")]
    [TestCase("Carlos", "Carlos")]
    public void What_stands_behind_the_number_is_named_and_not_dialled(string tail, string named)
    {
        using var all = Assert.EnterMultipleScope();
        foreach (var number in (string[])
                ["(11) 3456-7890", "11 98765-4321", "0 15 11 3456-7890", "+55 11 3456-7890", "0055 11 98765-4321", "0800 722 2001"])
        {
            AssertFault($"{number} {tail}", "BR", NumberFault.SomethingBehind, named);
        }
    }

    [TestCase("(11) 3456-7890 / 98765-4322")]
    [TestCase("(11) 3456-7890 11 98765-4322")]
    [TestCase("(11) 3456-7890 +55 11 98765-4322")]
    [TestCase("98765-4321 ou 98765-4322")]
    [TestCase("+5511987650001\n+5511987650002")]
    public void Of_two_numbers_none_is_dialled(string written) => AssertFault(written, "BR", NumberFault.SecondNumber);

    [TestCase("(11) 9876-5432-1", "-1")]
    [TestCase("11 9876-5432 (1)", "(1)")]
    [TestCase("3456-7890 (11)", "(11)")]
    [TestCase("3456-7890 11", "11")]
    [TestCase("91987-6543 21", "21")]
    [TestCase("9998-7654 (011)", "(011)")]
    [TestCase("3456-7890/91", "/91")]
    [TestCase("55 3456-7890 12", "12")]
    [TestCase("0800 123 456 7", "7")]
    public void A_tail_that_would_make_another_number_whole_does_not(string written, string tail) =>
        AssertFault(written, "BR", NumberFault.SomethingBehind, tail);

    [TestCase("234-5678 (415)", "US", "(415)")]
    [TestCase("234-5678 415", "US", "415")]
    [TestCase("415-555-0100 x5", "US", "x5")]
    [TestCase("415-555-0100-5", "US", "-5")]
    [TestCase("030 123456 (5)", "DE", "(5)")]
    [TestCase("030 123456 r. 5", "DE", "r. 5")]
    public void A_tail_is_a_tail_everywhere(string written, string country, string tail) =>
        AssertFault(written, country, NumberFault.SomethingBehind, tail);

    [TestCase("98765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("3456-7890", NumberFault.AreaCodeMissing)]
    [TestCase("4004-1234", NumberFault.AreaCodeMissing)]
    [TestCase("3003 1234", NumberFault.AreaCodeMissing)]
    [TestCase("+55 4004-1234", NumberFault.AreaCodeMissing)]
    [TestCase("+55 98765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("0055 98765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("0 98765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("9 8765-4321", NumberFault.AreaCodeMissing)]
    [TestCase("(20) 98765-4321", NumberFault.AreaCodeUnknown)]
    [TestCase("20 3456-7890", NumberFault.AreaCodeUnknown)]
    [TestCase("+55 20 98765-4321", NumberFault.AreaCodeUnknown)]
    [TestCase("0 15 20 98765-4321", NumberFault.AreaCodeUnknown)]
    [TestCase("(11) 00000-0000", NumberFault.NotAssigned)]
    [TestCase("11 13456-7890", NumberFault.NotAssigned)]
    [TestCase("11 98765-432", NumberFault.TooShort)]
    [TestCase("11 9 8765-432", NumberFault.TooShort)]
    [TestCase("11 3456-789", NumberFault.TooShort)]
    [TestCase("(1) 98765-4321", NumberFault.TooShort)]
    [TestCase("55 91 8765-432", NumberFault.Unclear)]
    [TestCase("0 15 91 8765-432", NumberFault.Unclear)]
    [TestCase("11 9876-54321", NumberFault.Unclear)]
    [TestCase("011 91234-56789", NumberFault.Unclear)]
    [TestCase("0119123456789", NumberFault.Unclear)]
    [TestCase("(55) 91234-56789", NumberFault.Unclear)]
    [TestCase("415-555-0100", NumberFault.Unclear)]
    [TestCase("0800 722 20011", NumberFault.TooLong)]
    [TestCase("0800 722", NumberFault.TooShort)]
    [TestCase("11 98765-43210", NumberFault.TooLong)]
    [TestCase("+55 11 98765-43210", NumberFault.TooLong)]
    [TestCase("+5 51 99999-4444", NumberFault.TooShort)]
    [TestCase("0055 1 98765-4321", NumberFault.TooShort)]
    [TestCase("0055 81 3 1234-5678", NumberFault.NotAssigned)]
    [TestCase("0055 31 345-7890", NumberFault.TooShort)]
    [TestCase("+999 123 4567", NumberFault.CountryCodeUnknown)]
    [TestCase("+0123", NumberFault.CountryCodeUnknown)]
    [TestCase("+0055 11 98765-4321", NumberFault.CountryCodeUnknown)]
    [TestCase("0031 20 123 45678", NumberFault.NotAssigned)]
    [TestCase("190", NumberFault.ShortNumber)]
    [TestCase("192", NumberFault.ShortNumber)]
    [TestCase("911", NumberFault.ShortNumber)]
    [TestCase("112", NumberFault.ShortNumber)]
    [TestCase("188", NumberFault.ShortNumber)]
    [TestCase("1-9-0", NumberFault.ShortNumber)]
    [TestCase("999", NumberFault.ShortNumber)]
    [TestCase("000", NumberFault.ShortNumber)]
    [TestCase("+55 190", NumberFault.ShortNumber)]
    [TestCase("0055 190", NumberFault.ShortNumber)]
    [TestCase("+1 911", NumberFault.ShortNumber)]
    [TestCase("+44 999", NumberFault.ShortNumber)]
    [TestCase("190 (polícia)", NumberFault.ShortNumber)]
    [TestCase("", NumberFault.NoDigits)]
    [TestCase("---", NumberFault.NoDigits)]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345", NumberFault.TooLong)]
    public void What_is_no_number_in_Brazil_is_refused_for_its_reason(string written, NumberFault fault) =>
        AssertFault(written, "BR", fault);

    [TestCase("123-456-7890", NumberFault.AreaCodeUnknown)]
    [TestCase("555-0100", NumberFault.AreaCodeMissing)]
    [TestCase("415-055-0100", NumberFault.NotAssigned)]
    [TestCase("415-555-010", NumberFault.TooShort)]
    [TestCase("415-555-01000", NumberFault.TooLong)]
    [TestCase("911", NumberFault.ShortNumber)]
    [TestCase("988", NumberFault.ShortNumber)]
    public void What_is_no_number_in_the_United_States_is_refused_for_its_reason(string written, NumberFault fault) =>
        AssertFault(written, "US", fault);

    [TestCase("0800 FLORES", "FLORES")]
    [TestCase("abc", "abc")]
    [TestCase("call me", "call")]
    [TestCase("sip:ana@aurora.example", "sip:ana@aurora")]
    [TestCase("Carlos 11 98765-4321", "Carlos")]
    [TestCase("11 9876o-4321", "o")]
    [TestCase("11 9876\u0007-4321", "\u0007")]
    [TestCase("*31#11 98765-4321", "*")]
    [TestCase("📱 11 98765-4321", "📱")]
    [TestCase("11_98765_4321", "_")]
    [TestCase("5,51199E+12", ",")]
    public void Letters_and_signs_in_the_way_are_named(string written, string named) =>
        AssertFault(written, "BR", NumberFault.InTheWay, named);

    [TestCase("11 8765-4321", "+5511987654321")]
    [TestCase("1187654321", "+5511987654321")]
    [TestCase("(11) 6765-4321", "+5511967654321")]
    [TestCase("(11) 7765-4321", "+5511977654321")]
    [TestCase("+55 11 8765-4321", "+5511987654321")]
    [TestCase("0055 11 8765-4321", "+5511987654321")]
    [TestCase("0 15 11 8765-4321", "+5511987654321")]
    [TestCase("0031 55 11 8765-4321", "+5511987654321")]
    [TestCase("55 91 8765-4321", "+5591987654321")]
    [TestCase("11 98765432", "+5511998765432")]
    public void An_old_mobile_number_of_Brazil_suggests_the_ninth_digit(string written, string suggestion)
    {
        var problem = phoneNumbers.Read(written, "BR").Problem;
        Assert.That((problem?.Fault, problem?.Suggestion?.Value), Is.EqualTo((NumberFault.NinthDigitMissing, suggestion)));
    }

    [TestCase("+5511987654321", null)]
    [TestCase("+551140000001", null)]
    [TestCase("+14155550155", null)]
    [TestCase("+558007222001", null)]
    [TestCase("+55987654321", NumberFault.AreaCodeMissing)]
    [TestCase("+5540041234", NumberFault.AreaCodeMissing)]
    [TestCase("+11987654321", NumberFault.AreaCodeUnknown)]
    [TestCase("+55119876543215", NumberFault.TooLong)]
    [TestCase("+551187654321", NumberFault.NinthDigitMissing)]
    public void A_stored_number_is_held_against_the_rules_of_today(string number, NumberFault? fault) =>
        Assert.That(phoneNumbers.Check(PhoneNumber.Parse(number))?.Fault, Is.EqualTo(fault));

    private static void AssertRead(string written, string country, string number)
    {
        var reading = phoneNumbers.Read(written, country);
        Assert.That(reading.Number?.Value ?? reading.Problem!.Fault.ToString(), Is.EqualTo(number), written);
    }

    private static void AssertFault(string written, string country, NumberFault fault, string? part = null)
    {
        var reading = phoneNumbers.Read(written, country);
        Assert.That(reading.Number?.Value ?? reading.Problem!.Fault.ToString(), Is.EqualTo(fault.ToString()), written);
        Assert.That(part is null || part == reading.Problem?.Part, Is.True, $"{written}: {reading.Problem?.Part}");
    }
}
