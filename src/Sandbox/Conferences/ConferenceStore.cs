using System.Collections.Concurrent;
using CrmVoice.Sandbox.Accounts;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Conferences;

/// <summary>All conferences in memory. Ended ones are forgotten as calls are.</summary>
internal sealed class ConferenceStore(SandboxClock clock, IOptions<SandboxOptions> options)
{
    private readonly ConcurrentDictionary<string, Conference> conferences = new();

    public IEnumerable<Conference> NewestFirst => conferences.Values.OrderByDescending(conference => conference.Order);

    public Conference? Find(string sid) => conferences.GetValueOrDefault(sid);

    /// <summary>The one of this name that has not ended; there is never more than one.</summary>
    public Conference? Live(Account account, string name) =>
        conferences.Values.FirstOrDefault(conference =>
            conference.Account == account && conference.FriendlyName == name && conference.Status != ConferenceStatus.Completed);

    public bool HasLive(Account account) =>
        conferences.Values.Any(conference => conference.Account == account && conference.Status != ConferenceStatus.Completed);

    public void Add(Conference conference)
    {
        conferences[conference.Sid] = conference;
        DropOld();
    }

    private void DropOld()
    {
        var oldest = clock.Now - options.Value.KeptFor;
        var surplus = Math.Max(0, conferences.Count - options.Value.KeptCalls);
        foreach (var ended in conferences.Values.Where(each => each.Status == ConferenceStatus.Completed).OrderBy(each => each.Order))
        {
            if (surplus-- <= 0 && ended.UpdatedAt >= oldest)
            {
                return;
            }

            conferences.TryRemove(ended.Sid, out _);
        }
    }
}
