using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Texts are compared and sorted by their characters' codes, as SQLite does, and not by the collation somebody chose for the server: two SIDs, hashes
/// or idempotency keys that differ in case are two, and a query finds the same rows in the same order on both databases.
/// What people search without case and accents is folded by us beforehand.
/// </summary>
internal sealed class ExactTexts : IModelFinalizingConvention
{
    public const string Collation = "Latin1_General_100_BIN2";

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(PropertiesOf))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string))
            {
                property.Builder.UseCollation(Collation);
            }
        }
    }

    private static IEnumerable<IConventionProperty> PropertiesOf(IConventionTypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => PropertiesOf(part.ComplexType)));
}
