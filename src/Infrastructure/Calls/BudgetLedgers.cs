using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class BudgetLedgerConfiguration : IEntityTypeConfiguration<BudgetLedger>
{
    public void Configure(EntityTypeBuilder<BudgetLedger> builder)
    {
        builder.ToTable("BudgetLedgers");
        builder.HasKey(ledger => ledger.OrganizationId);
        builder.Property(ledger => ledger.OrganizationId).ValueGeneratedNever();
        builder.Property(ledger => ledger.Version).IsConcurrencyToken();
    }
}

internal sealed class BudgetLedgerRepository(CrmVoiceDbContext db) : IBudgetLedgerRepository
{
    public async Task<BudgetLedger> GetAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        if (await db.BudgetLedgers.FirstOrDefaultAsync(cancellationToken) is { } kept)
        {
            return kept;
        }

        // Of two who open it at once one finds its key taken, and is done over.
        var ledger = BudgetLedger.Open(organization);
        db.BudgetLedgers.Add(ledger);
        return ledger;
    }
}
