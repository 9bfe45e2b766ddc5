using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Rejections;

/// <summary>
/// Buffers refused webhooks between the endpoint and the database. Anybody can send them, as often as they like, so the buffer is bounded,
/// and nothing is looked up or stored during the request. Which organization a refusal belongs to is determined when the buffer is emptied.
/// Refusals that name an account of some organization are kept apart from the others, which strangers can make up.
/// </summary>
public sealed class RejectionBuffer
{
    /// <summary>
    /// How many distinct claims without a known account are held until the buffer is emptied, which is triggered before it is full.
    /// </summary>
    public const int MaxClaims = 4096;

    /// <summary>How many distinct calls are counted per account; further ones count for the account alone.</summary>
    public const int MaxCallsOfAccount = 64;

    /// <summary>How many samples are held of each kind, with and without a known account.</summary>
    public const int MaxSamples = 256;

    private readonly Lock door = new();
    private readonly Dictionary<string, int> callsOfAccounts = new(StringComparer.Ordinal);
    private HashSet<string> accounts = [];
    private Dictionary<RejectionKey, long> counts = [];
    private Queue<RejectionNote> named = [];
    private Queue<RejectionNote> nameless = [];
    private int namelessClaims;
    private long unattributed;
    private TaskCompletionSource filling = NewSource();

    /// <summary>Completes when the buffer should be emptied soon.</summary>
    public Task IsFilling => filling.Task;

    /// <summary>Sets the known accounts: those that some organization has.</summary>
    public void Expect(IEnumerable<string> accountSids)
    {
        lock (door)
        {
            accounts = accountSids.ToHashSet(StringComparer.Ordinal);
        }
    }

    public void Add(RejectionClaim claim, RejectedWebhook refused)
    {
        lock (door)
        {
            if (Count(new RejectionKey(claim, refused.Reason, HourOf(refused.At)), 1) is { } counted)
            {
                Keep(new RejectionNote(counted, refused));
            }
        }
    }

    /// <summary>Empties the buffer.</summary>
    public RejectionBatch Take()
    {
        lock (door)
        {
            var batch = new RejectionBatch(counts, [.. named.Concat(nameless).OrderBy(note => note.Webhook.At)])
            {
                Unattributed = unattributed,
            };
            (counts, named, nameless, namelessClaims, unattributed) = ([], [], [], 0, 0);
            callsOfAccounts.Clear();
            filling = filling.Task.IsCompleted ? NewSource() : filling;
            return batch;
        }
    }

    /// <summary>Puts back what could not be stored, for the next time. What has arrived meanwhile is newer and takes precedence.</summary>
    /// <param name="owner">The organization that all of it belongs to; null where that is not determined yet.</param>
    public void PutBack(RejectionBatch batch, OrganizationId? owner)
    {
        lock (door)
        {
            foreach (var (key, count) in batch.Counts)
            {
                Count(key with { Claim = Owned(key.Claim) }, count);
            }

            var newer = named.Concat(nameless).OrderBy(note => note.Webhook.At).ToList();
            (named, nameless) = ([], []);
            foreach (var note in batch.Samples.Select(note => note with { Claim = Owned(note.Claim) }).Concat(newer))
            {
                Keep(note);
            }
        }

        RejectionClaim Owned(RejectionClaim claim) => owner is null ? claim : claim with { Owner = owner };
    }

    /// <returns>The claim that it was counted under; null where there was no room.</returns>
    private RejectionClaim? Count(RejectionKey key, long count)
    {
        if (counts.TryGetValue(key, out var before))
        {
            counts[key] = before + count;
            return key.Claim;
        }

        return IsNamed(key.Claim) ? CountNamed(key, count) : CountNameless(key, count);
    }

    // Anyone who knows an account's SID can make up calls for it.
    private RejectionClaim? CountNamed(RejectionKey key, long count)
    {
        if (key.Claim is { AccountSid: { } account, Owner: null } claim && claim.CallId != default)
        {
            var calls = callsOfAccounts.GetValueOrDefault(account);
            if (calls >= MaxCallsOfAccount)
            {
                return Count(key with { Claim = claim with { CallId = default } }, count);
            }

            callsOfAccounts[account] = calls + 1;
        }

        counts[key] = count;
        return key.Claim;
    }

    private RejectionClaim? CountNameless(RejectionKey key, long count)
    {
        if (namelessClaims >= MaxClaims)
        {
            unattributed += count;
            return null;
        }

        counts[key] = count;
        if (++namelessClaims >= MaxClaims / 2)
        {
            filling.TrySetResult();
        }

        return key.Claim;
    }

    private bool IsNamed(RejectionClaim claim) =>
        claim.Owner is not null || (claim.AccountSid is { } account && accounts.Contains(account));

    private void Keep(RejectionNote note)
    {
        var notes = IsNamed(note.Claim) ? named : nameless;
        if (notes.Count == MaxSamples)
        {
            notes.Dequeue();
        }

        notes.Enqueue(note);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>The account and the call that a refused webhook names; neither is verified.</summary>
/// <param name="AccountSid">Null where there is none, or it is not in the form of a SID.</param>
/// <param name="CallId">The call in the path.</param>
public sealed record RejectionClaim(string? AccountSid, CallId CallId)
{
    /// <summary>The organization that it belongs to but could not be stored for; the others it concerns have already counted it.</summary>
    public OrganizationId? Owner { get; init; }
}

public sealed record RejectionKey(RejectionClaim Claim, RejectionReason Reason, DateTimeOffset Hour);

public sealed record RejectionNote(RejectionClaim Claim, RejectedWebhook Webhook);

/// <param name="Samples">The newest, the oldest of them first.</param>
public sealed record RejectionBatch(IReadOnlyDictionary<RejectionKey, long> Counts, IReadOnlyList<RejectionNote> Samples)
{
    /// <summary>How many were not kept because the buffer was full, whoever sent them.</summary>
    public long Unattributed { get; init; }
}
