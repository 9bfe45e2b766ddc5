using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmVoice.SqlServer.Tests;

/// <summary>
/// EF's provider for SQL Server takes keys that differ in case for the same, whatever the collation of their columns; ours are not.
/// </summary>
internal sealed class KeyTests
{
    private readonly SqlServerCrmVoiceDbContext db = new(
        new DbContextOptionsBuilder<SqlServerCrmVoiceDbContext>().UseSqlServer("Server=none").Options, new OrganizationScope());

    [TearDown]
    public void Dispose() => db.Dispose();

    [Test]
    public void Every_text_and_above_all_one_that_identifies_something_is_compared_exactly()
    {
        var texts = db.Model.GetEntityTypes().SelectMany(TextsOf).ToList();
        Assert.That(
            texts.Where(text => text.IsKey() || text.IsForeignKey() || text.IsIndex()).Select(NameOf),
            Is.SupersetOf(
                new[]
                {
                    "Leg.CallSid",
                    "IdempotentAnswerRow.Key",
                    "CarrierPace.AccountSid",
                    "LeaseRow.Name",
                    "IdentityUserLogin<Guid>.ProviderKey",
                    "InboundWebhook.Key",
                }));
        Assert.That(texts.Where(text => ComparersOf(text).Any(comparer => !IsExact(comparer))).Select(NameOf), Is.Empty);
    }

    [Test]
    public void Two_rows_whose_keys_differ_in_case_are_followed_at_once()
    {
        var member = MembershipId.New();
        db.AttachRange(Row(member, "Key-A"), Row(member, "key-a"), Lease("one"), Lease("ONE"));
        Assert.That(db.IdempotentAnswers.Local.FindEntryUntyped([member, "key-a"])?.Entity.Key, Is.EqualTo("key-a"));
        Assert.That(db.Leases.Local.FindEntry("oNe"), Is.Null);
    }

    private static IEnumerable<IProperty> TextsOf(ITypeBase type) => type.GetProperties()
        .Where(property => (property.FindTypeMapping()?.Converter?.ProviderClrType ?? property.ClrType) == typeof(string))
        .Concat(type.GetComplexProperties().SelectMany(part => TextsOf(part.ComplexType)));

    // Of a converted text the value is no text: only what goes to the database is.
    private static IEnumerable<ValueComparer> ComparersOf(IProperty text) =>
        ((ValueComparer[])[text.GetValueComparer(), text.GetKeyValueComparer(), text.GetProviderValueComparer()]).Where(comparer =>
            comparer.Type == typeof(string));

    private static bool IsExact(ValueComparer comparer) =>
        !comparer.Equals("CAa", "CAA")
        && comparer.Equals("CAa", "CAa")
        && !comparer.Equals("a", "á")
        && !comparer.Equals("a", "a ")
        && !comparer.Equals("a", null);

    private static string NameOf(IProperty property) => $"{property.DeclaringType.DisplayName()}.{property.Name}";

    private static IdempotentAnswerRow Row(MembershipId member, string key) => new()
    {
        OrganizationId = OrganizationId.New(),
        MembershipId = member,
        Key = key,
        RequestHash = "",
        Answer = "",
        CreatedAt = default,
    };

    private static LeaseRow Lease(string name) => new() { Name = name, Holder = Guid.NewGuid(), Until = default };
}
