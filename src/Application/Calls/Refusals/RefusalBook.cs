using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Refusals;

/// <summary>
/// Refused webhooks between the door and the database. Anybody can knock, as often as they like: what is remembered here is bounded, and nothing is
/// looked up or stored while somebody waits. Whose a refusal is, is found out when the book is emptied.
/// </summary>
public sealed class RefusalBook
{
    /// <summary>Of what is claimed beyond that many different accounts and calls until the book is emptied, nothing is remembered.</summary>
    public const int MostClaims = 256;

    public const int MostSamples = 256;

    private readonly Lock door = new();
    private Dictionary<RefusalKey, long> counts = [];
    private Queue<RefusalNote> samples = [];

    public void Add(RefusalClaim claim, RefusedWebhook refused)
    {
        lock (door)
        {
            if (Count(new RefusalKey(claim, refused.Reason, HourOf(refused.At)), 1))
            {
                Keep(new RefusalNote(claim, refused));
            }
        }
    }

    /// <summary>Empties the book.</summary>
    public RefusalBatch Take()
    {
        lock (door)
        {
            var batch = new RefusalBatch(counts, [.. samples]);
            (counts, samples) = ([], []);
            return batch;
        }
    }

    /// <summary>What could not be stored, for the next time; what has come meanwhile is newer and is kept before it.</summary>
    /// <param name="owner">Whose all of it was found to be; null where that is still to be found out.</param>
    public void PutBack(RefusalBatch batch, OrganizationId? owner)
    {
        lock (door)
        {
            foreach (var (key, count) in batch.Counts)
            {
                Count(key with { Claim = Owned(key.Claim) }, count);
            }

            var newer = samples;
            samples = [];
            foreach (var note in batch.Samples.Select(note => note with { Claim = Owned(note.Claim) }).Concat(newer))
            {
                Keep(note);
            }
        }

        RefusalClaim Owned(RefusalClaim claim) => owner is null ? claim : claim with { Owner = owner };
    }

    private bool Count(RefusalKey key, long count)
    {
        var isKnown = counts.TryGetValue(key, out var before);
        if (!isKnown && counts.Count >= MostClaims)
        {
            return false;
        }

        counts[key] = before + count;
        return true;
    }

    private void Keep(RefusalNote note)
    {
        if (samples.Count == MostSamples)
        {
            samples.Dequeue();
        }

        samples.Enqueue(note);
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>Whose a refused webhook says it is; nothing of it is proven.</summary>
/// <param name="AccountSid">Null where there is none, or it is none by its form.</param>
/// <param name="CallId">The call in the path.</param>
public sealed record RefusalClaim(string? AccountSid, CallId CallId)
{
    /// <summary>Whose it was found to be and could not be stored for: the others that it concerns have counted it.</summary>
    public OrganizationId? Owner { get; init; }
}

public sealed record RefusalKey(RefusalClaim Claim, RefusalReason Reason, DateTimeOffset Hour);

public sealed record RefusalNote(RefusalClaim Claim, RefusedWebhook Webhook);

/// <param name="Samples">The newest, the oldest of them first.</param>
public sealed record RefusalBatch(IReadOnlyDictionary<RefusalKey, long> Counts, IReadOnlyList<RefusalNote> Samples);
