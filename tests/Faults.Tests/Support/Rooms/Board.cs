using System.Collections.Concurrent;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <summary>How all calls stand in the database, looked up again and again.</summary>
internal sealed class Board : IAsyncDisposable
{
    private readonly ConcurrentDictionary<CallId, (CallState State, CallResult? Result, TransferResult? Transfer)> seen = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task looking;

    public Board(Workspace workspace) => looking = LookAgainAndAgainAsync(workspace);

    public (CallState State, CallResult? Result, TransferResult? Transfer) Of(CallId call) => seen.GetValueOrDefault(call);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await looking;
        over.Dispose();
    }

    private async Task LookAgainAndAgainAsync(Workspace workspace)
    {
        while (!over.IsCancellationRequested)
        {
            var calls = await workspace.LookAsync(db =>
                db.Calls.AsNoTracking().Select(call => new { call.Id, call.State, call.Result, call.Transfers }).ToListAsync());
            foreach (var call in calls)
            {
                seen[call.Id] = (call.State, call.Result, call.Transfers.Select(transfer => transfer.Result).LastOrDefault());
            }

            await Task.Delay(100);
        }
    }
}
