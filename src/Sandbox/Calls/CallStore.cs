using System.Collections.Concurrent;
using CrmVoice.Sandbox.Recordings;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Calls;

/// <summary>All legs in memory. Ended ones are forgotten after an hour, or beyond a few thousand.</summary>
internal sealed class CallStore(SandboxClock clock, Recorder recorder, IOptions<SandboxOptions> options)
{
    private readonly ConcurrentDictionary<string, SandboxCall> calls = new();

    public IEnumerable<SandboxCall> NewestFirst => calls.Values.OrderByDescending(call => call.Order);

    public SandboxCall? Find(string sid) => calls.GetValueOrDefault(sid);

    public IEnumerable<SandboxCall> ChildrenOf(SandboxCall call) =>
        calls.Values.Where(child => child.Parent == call).OrderBy(child => child.Order);

    /// <summary>Its children and theirs, parents before their children.</summary>
    public IEnumerable<SandboxCall> DescendantsOf(SandboxCall call) =>
        ChildrenOf(call).SelectMany(child => DescendantsOf(child).Prepend(child));

    public void Add(SandboxCall call)
    {
        calls[call.Sid] = call;
        DropOld();
    }

    public void Remove(SandboxCall call) => calls.TryRemove(call.Sid, out _);

    private void DropOld()
    {
        var oldest = clock.Now - options.Value.KeptFor;
        var surplus = Math.Max(0, calls.Count - options.Value.KeptCalls);
        foreach (var call in calls.Values.Where(call => call.Status.IsFinal()).OrderBy(call => call.Order))
        {
            if (surplus-- <= 0 && call.EndedAt >= oldest)
            {
                return;
            }

            Remove(call);
            recorder.Forget(call);
        }
    }
}
