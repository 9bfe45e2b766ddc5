using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence;

internal static class BatchedDeletion
{
    // Whoever stores waits for each batch.
    private const int BatchSize = 500;

    /// <summary>Deletes the rows in batches, so that nobody waits for all of them at once.</summary>
    public static async Task DeleteInBatchesAsync<TRow>(this IOrderedQueryable<TRow> rows, CancellationToken cancellationToken)
    {
        while (await rows.Take(BatchSize).ExecuteDeleteAsync(cancellationToken) == BatchSize)
        {
            // There may be more.
        }
    }
}
