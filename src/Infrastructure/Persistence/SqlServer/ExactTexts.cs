using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Texts are compared and sorted by their characters' codes, as SQLite does, and not by the collation somebody chose for the server: two
/// SIDs, hashes or idempotency keys that differ in case are two, and a query finds the same rows in the same order on both databases. What
/// people search without case and accents is folded by us beforehand. The change tracker has to be told as well: the provider takes keys
/// that differ in case for the same row, whatever the collation of their column.
/// </summary>
internal sealed class ExactTexts : IModelFinalizingConvention
{
    public const string Collation = "Latin1_General_100_BIN2";

    private static readonly ValueComparer<string> exact = new(favorStructuralComparisons: false);

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(PropertiesOf))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string))
            {
                property.Builder.UseCollation(Collation);
                property.Builder.HasProviderValueComparer(exact);
                if (property.ClrType == typeof(string))
                {
                    property.Builder.HasValueComparer(exact);
                }
            }
        }
    }

    private static IEnumerable<IConventionProperty> PropertiesOf(IConventionTypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => PropertiesOf(part.ComplexType)));
}
