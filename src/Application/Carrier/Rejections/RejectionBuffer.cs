using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Rejections;

/// <summary>
/// Refused webhooks between the door and the database. Anybody can knock, as often as they like: what is remembered here is bounded, and nothing is
/// looked up or stored while somebody waits. Whose a refusal is, is found out when the book is emptied. What names an account that somebody has is kept apart
/// from what names none, which strangers make up.
/// </summary>
public sealed class RejectionBuffer
{
    /// <summary>Of what names no account: so many different calls until the book is emptied, which is done before they are that many.</summary>
    public const int MostClaims = 4096;

    /// <summary>Of one account: so many different calls; what is more is of the account alone.</summary>
    public const int MostCallsOfAccount = 64;

    /// <summary>Of either kind.</summary>
    public const int MostSamples = 256;

    private readonly Lock door = new();
    private readonly Dictionary<string, int> callsOfAccounts = new(StringComparer.Ordinal);
    private HashSet<string> accounts = [];
    private Dictionary<RejectionKey, long> counts = [];
    private Queue<RejectionNote> named = [];
    private Queue<RejectionNote> nameless = [];
    private int namelessClaims;
    private long unattributed;
    private TaskCompletionSource filling = NewSource();

    /// <summary>Ends when the book ought to be emptied soon.</summary>
    public Task IsFilling => filling.Task;

    /// <summary>The accounts that somebody has.</summary>
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

    /// <summary>Empties the book.</summary>
    public RejectionBatch Take()
    {
        lock (door)
        {
            var batch = new RejectionBatch(counts, [.. named.Concat(nameless).OrderBy(note => note.Webhook.At)]) { Unattributed = unattributed };
            (counts, named, nameless, namelessClaims, unattributed) = ([], [], [], 0, 0);
            callsOfAccounts.Clear();
            filling = filling.Task.IsCompleted ? NewSource() : filling;
            return batch;
        }
    }

    /// <summary>What could not be stored, for the next time; what has come meanwhile is newer and is kept before it.</summary>
    /// <param name="owner">Whose all of it was found to be; null where that is still to be found out.</param>
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

    // Whoever knows an account's SID may make up calls of it.
    private RejectionClaim? CountNamed(RejectionKey key, long count)
    {
        if (key.Claim is { AccountSid: { } account, Owner: null } claim && claim.CallId != default)
        {
            var calls = callsOfAccounts.GetValueOrDefault(account);
            if (calls >= MostCallsOfAccount)
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
        if (namelessClaims >= MostClaims)
        {
            unattributed += count;
            return null;
        }

        counts[key] = count;
        if (++namelessClaims >= MostClaims / 2)
        {
            filling.TrySetResult();
        }

        return key.Claim;
    }

    private bool IsNamed(RejectionClaim claim) => claim.Owner is not null || (claim.AccountSid is { } account && accounts.Contains(account));

    private void Keep(RejectionNote note)
    {
        var notes = IsNamed(note.Claim) ? named : nameless;
        if (notes.Count == MostSamples)
        {
            notes.Dequeue();
        }

        notes.Enqueue(note);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>Whose a refused webhook says it is; nothing of it is proven.</summary>
/// <param name="AccountSid">Null where there is none, or it is none by its form.</param>
/// <param name="CallId">The call in the path.</param>
public sealed record RejectionClaim(string? AccountSid, CallId CallId)
{
    /// <summary>Whose it was found to be and could not be stored for: the others that it concerns have counted it.</summary>
    public OrganizationId? Owner { get; init; }
}

public sealed record RejectionKey(RejectionClaim Claim, RejectionReason Reason, DateTimeOffset Hour);

public sealed record RejectionNote(RejectionClaim Claim, RejectedWebhook Webhook);

/// <param name="Samples">The newest, the oldest of them first.</param>
public sealed record RejectionBatch(IReadOnlyDictionary<RejectionKey, long> Counts, IReadOnlyList<RejectionNote> Samples)
{
    /// <summary>How many came beyond what can be remembered, of whomever.</summary>
    public long Unattributed { get; init; }
}
