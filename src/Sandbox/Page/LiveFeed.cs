using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CrmVoice.Sandbox.Page;

/// <summary>Says that something changed to every page that is open; what changed, the page draws anew.</summary>
internal sealed class LiveFeed
{
    private readonly ConcurrentDictionary<Channel<bool>, bool> listeners = new();

    public void Changed()
    {
        foreach (var listener in listeners.Keys)
        {
            listener.Writer.TryWrite(true);
        }
    }

    public Channel<bool> Listen()
    {
        var listener = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        listeners[listener] = true;
        return listener;
    }

    public void Leave(Channel<bool> listener) => listeners.TryRemove(listener, out _);
}
