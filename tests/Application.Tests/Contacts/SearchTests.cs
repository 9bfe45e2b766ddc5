using CrmVoice.Application.Contacts;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Contacts;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class SearchTests(DatabaseProvider database)
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.AddContactAsync("Ação 24-7 Ltda.", "+558007222001");
        await crm.AddContactAsync("Zé da Loja 24", "+442079460958");
        await crm.AddContactAsync("100% Sul", "+14155550100");
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [TestCase("98765")]
    [TestCase("98765-0001")]
    [TestCase("98765 0001")]
    [TestCase("(11) 98765-0001")]
    [TestCase("11 98765")]
    [TestCase("+55 11 98765-0001")]
    [TestCase("+55 11 98765")]
    [TestCase("0055 11 98765-0001")]
    [TestCase("0055 11 98765")]
    [TestCase("0 15 11 98765-0001")]
    [TestCase("0 15 11 98765")]
    [TestCase("011 98765-0001")]
    [TestCase("(011) 98765")]
    [TestCase("0021 55 11 98765-0001")]
    [TestCase("11 8765-0001")]
    [TestCase("Tel.: (11) 98765-0001")]
    [TestCase("carlos 98765")]
    [TestCase("98765 carlos")]
    [TestCase("98765-0001 LIMA")]
    [TestCase("carlos 0 15 11 98765-0001")]
    [TestCase("carlos +55 11 98765-0001")]
    [TestCase("carlos - 98765 - 0001")]
    [TestCase("carlos 98765\u202F0001")]
    [TestCase("carlos\u00A098765")]
    [TestCase("98765\u200B0001")]
    [TestCase("\u200E11\u00A0 98765\u20110001\t")]
    [TestCase("９８７６５")]
    [TestCase("٩٨٧٦٥")]
    [TestCase("  carlos   lima ")]
    public async Task A_number_is_found_in_any_spelling_and_beside_a_name(string search) =>
        Assert.That(await FindAsync(search), Is.EqualTo(new[] { "Carlos Lima" }));

    [TestCase("---")]
    [TestCase("?")]
    [TestCase("%")]
    [TestCase("_")]
    [TestCase("*")]
    [TestCase("%%")]
    [TestCase("+")]
    [TestCase("( )")]
    [TestCase("\u200B")]
    [TestCase("98765-0002")]
    [TestCase("carlos 98766")]
    [TestCase("c_rlos")]
    [TestCase("car%")]
    public async Task What_nobody_has_finds_nobody(string search) => Assert.That(await FindAsync(search), Is.Empty);

    [TestCase("24-7", "Ação 24-7 Ltda.")]
    [TestCase("acao & 24-7", "Ação 24-7 Ltda.")]
    [TestCase("loja 24 7946", "Zé da Loja 24")]
    [TestCase("0800 722", "Ação 24-7 Ltda.")]
    [TestCase("0800 722 2001", "Ação 24-7 Ltda.")]
    [TestCase("+44 (0)20 7946", "Zé da Loja 24")]
    [TestCase("0044 20 7946 0958", "Zé da Loja 24")]
    [TestCase("100%", "100% Sul")]
    public async Task Digits_of_names_and_of_other_countries_are_found_too(string search, string name) =>
        Assert.That(await FindAsync(search), Is.EqualTo(new[] { name }));

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" \t\u00A0")]
    public async Task An_empty_search_lists_everybody(string? search) => Assert.That(await FindAsync(search), Has.Count.EqualTo(4));

    [TestCase("(11) 98765-0001", "+5511987650001")]
    [TestCase("11 91234-5678", "+5511912345678")]
    [TestCase("+1 415 555 0123", "+14155550123")]
    public async Task A_whole_number_can_be_called_whether_or_not_somebody_has_it(string search, string number) =>
        Assert.That((await crm.SendAsync(new ListContacts(search))).Number?.Number?.Value, Is.EqualTo(number));

    [TestCase("91234-5678", NumberFault.AreaCodeMissing)]
    [TestCase("11 8123-4567", NumberFault.NinthDigitMissing)]
    [TestCase("11 3456-7890 r.5", NumberFault.SomethingBehind)]
    [TestCase("190", NumberFault.ShortNumber)]
    public async Task A_wrong_number_says_why(string search, NumberFault fault) =>
        Assert.That((await crm.SendAsync(new ListContacts(search))).Number?.Problem?.Fault, Is.EqualTo(fault));

    [TestCase("carlos")]
    [TestCase("98765")]
    [TestCase("001")]
    [TestCase("carlos 98765-0001")]
    [TestCase("---")]
    [TestCase("2026")]
    public async Task What_is_no_whole_number_is_a_search_and_nothing_else(string search) =>
        Assert.That((await crm.SendAsync(new ListContacts(search))).Number, Is.Null);

    private async Task<IReadOnlyList<string>> FindAsync(string? search) =>
        [.. (await crm.SendAsync(new ListContacts(search))).Items.Select(contact => contact.Name)];
}
