using System.Globalization;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

internal sealed class CallDirectory(IReadDb db, CallBudget budget, MoneyBudget money, TimeProvider clock) : ICallDirectory
{
    // Live calls are looked up each minute.
    private static readonly TimeSpan silentFrom = TimeSpan.FromMinutes(15);

    // A request that is not taken is put off, and for the last time refused, with the carrier's code (Twilio: error 20429).
    private static readonly string unreachable = CarrierError.Unreachable.Code.ToString(CultureInfo.InvariantCulture);
    private static readonly IReadOnlyList<string?> tooManyRequests = ["20429", "429"];

    public Task<bool> HasLiveCallsAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - silentFrom;
        return db.Calls.AnyAsync(call => call.State != CallState.Ended && call.LastHeardAt >= since, cancellationToken);
    }

    public Task<bool> HasAnsweredAsync(MembershipId member, CancellationToken cancellationToken) =>
        db.Calls.AnyAsync(call => call.AgentId == member && call.AgentAnsweredAt != null, cancellationToken);

    public Task<int?> FindErrorAsync(IReadOnlyList<int> codes, DateTimeOffset since, CancellationToken cancellationToken) =>
        db.Calls.Where(call => call.RequestedAt > since && call.CarrierError != null && codes.Contains(call.CarrierError.Code))
            .OrderByDescending(call => call.RequestedAt)
            .Select(call => (int?)call.CarrierError!.Code)
            .FirstOrDefaultAsync(cancellationToken);

    public Task<int> CountAskedTooOftenAsync(DateTimeOffset since, CancellationToken cancellationToken) => (
            from call in db.Calls
            where call.RequestedAt > since
            join step in db.CallSteps on call.Id equals step.CallId
            where (step.Kind == StepKinds.CreateNotTaken && step.Note != unreachable)
                || (step.Kind == StepKinds.CreateRefused && tooManyRequests.Contains(step.Note))
            select step)
        .CountAsync(cancellationToken);

    public async Task<CallRecordingKey?> FindRecordingAsync(CallId callId, RecordingId recordingId, CancellationToken cancellationToken)
    {
        var found = await db.Calls.Where(call => call.Id == callId)
            .SelectMany(call => call.Recordings.Where(recording => recording.Id == recordingId))
            .Select(recording => new { recording.Sid, recording.IsVoicemail })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new CallRecordingKey(await db.GetOwnersAsync(callId, cancellationToken), found.Sid, found.IsVoicemail);
    }

    // Within a minute there is room again: that is told when the button is pressed.
    public async Task<LimitRefusal?> FindUsedUpAsync(
        CallingProfile organization, MembershipId member, CancellationToken cancellationToken) =>
        await budget.FindRefusalAsync(organization, member, clock.GetUtcNow(), cancellationToken) is { AllowedFrom: not null } usedUp
            ? usedUp
            : await money.FindRefusalAsync(organization, clock.GetUtcNow(), cancellationToken);

    public async Task<BudgetUse> GetBudgetUseAsync(decimal budget, DateTimeOffset today, CancellationToken cancellationToken)
    {
        var use = await money.ReadUseAsync(budget, today, cancellationToken);
        var rates = await db.Calls.Where(call => call.RequestedAt >= today && call.Rates != null)
            .OrderByDescending(call => call.RequestedAt)
            .Select(call => call.Rates)
            .FirstOrDefaultAsync(cancellationToken);
        return use with { NextMinute = Micros.Of(rates?.PerMinute ?? 0) };
    }

    public async Task<CallUse> GetUseAsync(DateTimeOffset today, CancellationToken cancellationToken)
    {
        var lately = clock.GetUtcNow() - CallBudget.Minute;
        var agents = await db.Calls.Where(call => call.RequestedAt >= today && call.Direction == CallDirection.Outbound)
            .GroupBy(call => call.AgentId)
            .Select(calls => new
            {
                Calls = calls.Count(),
                Lately = calls.Count(call => call.RequestedAt > lately),
                Seconds = calls.Sum(call => call.TalkSeconds ?? 0),
            })
            .ToListAsync(cancellationToken);
        return new CallUse(
            agents.Sum(agent => agent.Calls),
            CallRates.MinutesOf(agents.Sum(agent => agent.Seconds)),
            agents.Select(agent => agent.Calls).DefaultIfEmpty().Max(),
            agents.Select(agent => agent.Lately).DefaultIfEmpty().Max());
    }
}
