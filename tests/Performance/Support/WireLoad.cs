using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CrmVoice.Performance.Support;

/// <summary>
/// Sends requests that lie ready as bytes over kept connections and reads no more of each answer than its head: so that one core can load
/// the other, which an HTTP client could not.
/// </summary>
internal sealed class WireLoad(Uri server) : IDisposable
{
    private readonly ConcurrentBag<Socket> idle = [];
    private int refused;

    /// <summary>How many were answered 503: the server had no room for them.</summary>
    public int Refused => refused;

    /// <summary>So many at once, the next as soon as one is answered.</summary>
    public async Task<TimeSpan> AtOnceAsync(int connections, IReadOnlyList<byte[]> requests)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < requests.Count)
            {
                await SendAsync(requests[number]);
            }
        })));
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>At a steady rate, whether the ones before are answered or not; each is timed from when it should have gone out.</summary>
    /// <param name="sending">Told the number of a request, from 0, just before it goes out.</param>
    public async Task<IReadOnlyCollection<TimeSpan>> AtRateAsync(
        double perSecond,
        IReadOnlyList<byte[]> requests,
        Action<int>? sending = null)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = new List<Task<TimeSpan>>(requests.Count);
        while (sent.Count < requests.Count)
        {
            var due = Math.Min(requests.Count, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond) + 1);
            while (sent.Count < due)
            {
                sending?.Invoke(sent.Count);
                sent.Add(TimedAsync(requests[sent.Count], started, TimeSpan.FromSeconds(sent.Count / perSecond)));
            }

            await Task.Delay(1);
        }

        return await Task.WhenAll(sent);
    }

    public void Dispose()
    {
        foreach (var socket in idle)
        {
            socket.Dispose();
        }
    }

    private async Task<TimeSpan> TimedAsync(byte[] request, long started, TimeSpan due)
    {
        await SendAsync(request);
        return Stopwatch.GetElapsedTime(started) - due;
    }

    private async Task SendAsync(byte[] request)
    {
        var socket = TakeIdle();
        if (socket is null)
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        }

        await socket.SendAsync(request, SocketFlags.None);
        var answer = new byte[2048];
        var length = 0;
        var end = "\r\n\r\n"u8.ToArray();
        while (!answer.AsSpan(0, length).EndsWith(end))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length), SocketFlags.None);
            length += read > 0 ? read : throw new IOException("The server hung up.");
            if (length >= 12 && answer.AsSpan(9, 3).SequenceEqual("503"u8))
            {
                Interlocked.Increment(ref refused);
                end = "again."u8.ToArray();
            }
            else if (length >= 12 && !answer.AsSpan(9, 3).SequenceEqual("204"u8))
            {
                throw new InvalidOperationException($"Not taken: {System.Text.Encoding.ASCII.GetString(answer, 0, length)}");
            }
        }

        idle.Add(socket);
    }

    // Kestrel closes what nobody has used for two minutes; over a long run some are.
    private Socket? TakeIdle()
    {
        while (idle.TryTake(out var socket))
        {
            var isClosed = socket.Poll(TimeSpan.Zero, SelectMode.SelectRead) && socket.Available == 0;
            if (!isClosed)
            {
                return socket;
            }

            socket.Dispose();
        }

        return null;
    }
}
