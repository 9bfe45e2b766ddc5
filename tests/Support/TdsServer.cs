using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrmVoice.Tests;

/// <summary>
/// Speaks as much of SQL Server's protocol (MS-TDS) as it takes to let SqlClient sign in, to hear what it is asked, and to be in trouble
/// like a server: silent, cut off, away, or with an error of any number. It holds no data; what a test wants to be answered it says itself.
/// </summary>
internal sealed class TdsServer : IAsyncDisposable
{
    private const int HeaderLength = 8;
    private readonly ConcurrentDictionary<TcpClient, byte> clients = [];
    private readonly CancellationTokenSource stopping = new();
    private TcpListener? listener;

    public TdsServer()
    {
        Listen(port: 0);
        Port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string ConnectionString => $"Server=tcp:127.0.0.1,{Port};Database=crm;User Id=sa;Password=hunter2;Encrypt=False";

    /// <summary>What each statement is answered with; null for nothing but that it was done.</summary>
    public Func<string, TdsAnswer?> Answers { get; set; } = _ => null;

    /// <summary>Takes in everything and answers nothing, not even a sign-in.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Every trip to the server and what was said on it: statements, or what was done about a transaction.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Trips { get; } = new();

    /// <summary>Every text that came along with statements, whole as it came.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public int Connections => clients.Count;

    /// <summary>Cuts all connections, as a server that fails over does.</summary>
    public void Cut()
    {
        foreach (var client in clients.Keys)
        {
            Cut(client);
        }
    }

    /// <summary>Cuts all connections and refuses new ones.</summary>
    public void Leave()
    {
        listener?.Stop();
        listener = null;
        Cut();
    }

    public void Return() => Listen(Port);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Leave();
        stopping.Dispose();
    }

    // Not closed in order: what is on its way is lost. Whoever takes it off the list closes it, and nobody else.
    private void Cut(TcpClient client)
    {
        if (clients.TryRemove(client, out _))
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Close();
        }
    }

    private void Listen(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener on)
    {
        try
        {
            while (true)
            {
                var client = await on.AcceptTcpClientAsync(stopping.Token);
                clients.TryAdd(client, 0);
                _ = ServeAsync(client);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was told to stop listening.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            var stream = client.GetStream();
            while (await ReadAsync(stream) is var (type, body))
            {
                if (IsFrozen)
                {
                    await Task.Delay(Timeout.Infinite, stopping.Token);
                }

                if (Answer(type, body) is not { } answer)
                {
                    Cut(client);
                    return;
                }

                await WriteAsync(stream, answer);
            }
        }
        catch (Exception gone)
            when (gone is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One of the two has cut the connection.
        }
        finally
        {
            if (clients.TryRemove(client, out _))
            {
                client.Dispose();
            }
        }
    }

    private static async Task<(byte Type, byte[] Body)?> ReadAsync(NetworkStream stream)
    {
        using var body = new MemoryStream();
        var header = new byte[HeaderLength];
        while (true)
        {
            if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                return null;
            }

            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            await stream.ReadExactlyAsync(part);
            body.Write(part);
            if ((header[1] & 1) != 0)
            {
                return (header[0], body.ToArray());
            }
        }
    }

    private static async Task WriteAsync(NetworkStream stream, byte[] body)
    {
        const int MaxBytesPerPacket = 4096 - HeaderLength;
        for (var from = 0; from < body.Length; from += MaxBytesPerPacket)
        {
            var part = body.AsMemory(from, Math.Min(MaxBytesPerPacket, body.Length - from));
            var packet = new byte[HeaderLength + part.Length];
            (packet[0], packet[1]) = (0x04, (byte)(from + part.Length == body.Length ? 1 : 0));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            part.CopyTo(packet.AsMemory(HeaderLength));
            await stream.WriteAsync(packet);
        }
    }

    // Null where the connection is to be cut instead.
    private byte[]? Answer(byte type, byte[] body)
    {
        const byte SqlBatch = 0x01, Rpc = 0x03, Attention = 0x06, Transaction = 0x0E, Login = 0x10, PreLogin = 0x12;
        switch (type)
        {
            case PreLogin:
                // Version 15, and no encryption to be had.
                return [0x00, 0, 11, 0, 6, 0x01, 0, 17, 0, 1, 0xFF, 15, 0, 0x10, 0, 0, 0, 2];
            case Login:
                return [.. Tds.LoginAccepted, .. Tds.Done()];
            case Attention:
                return [.. Tds.AttentionHeard];
            case Transaction:
                return AnswerTransaction(body.AsSpan(HeadersOf(body)));
            case SqlBatch:
                return AnswerAll([Encoding.Unicode.GetString(body.AsSpan(HeadersOf(body)))], isProcedure: false);
            case Rpc:
                return AnswerAll(TdsRpc.Statements(body.AsSpan(HeadersOf(body)), Texts.Enqueue), isProcedure: true);
            default:
                throw new InvalidOperationException($"Nobody has taught this server what packets of type {type} are.");
        }
    }

    private byte[] AnswerTransaction(ReadOnlySpan<byte> body)
    {
        const ushort Begin = 5, Commit = 7;
        var request = BinaryPrimitives.ReadUInt16LittleEndian(body);
        Trips.Enqueue([
            request switch
            {
                Begin => "BEGIN TRANSACTION",
                Commit => "COMMIT",
                _ => "ROLLBACK",
            },
        ]);
        return
        [
            .. request switch
            {
                Begin => Tds.TransactionBegun,
                Commit => Tds.TransactionEnded(9),
                _ => Tds.TransactionEnded(10),
            },
            .. Tds.Done(),
        ];
    }

    private byte[]? AnswerAll(IReadOnlyList<string> statements, bool isProcedure)
    {
        Trips.Enqueue(statements);
        List<byte> answer = [];
        foreach (var statement in statements)
        {
            var said = Answers(statement) ?? TdsAnswer.Done;
            if (said.CutsOff)
            {
                return null;
            }

            answer.AddRange(said.ToBytes(isProcedure, isLast: ReferenceEquals(statement, statements[^1])));
        }

        return [.. answer];
    }

    private static int HeadersOf(byte[] body) => BinaryPrimitives.ReadInt32LittleEndian(body);
}

/// <summary>What a statement is answered with.</summary>
internal sealed record TdsAnswer
{
    public static TdsAnswer Done { get; } = new();

    /// <summary>The connection is cut instead of an answer.</summary>
    public static TdsAnswer Cut { get; } = new() { CutsOff = true };

    public bool CutsOff { get; private init; }

    private int RowsChanged { get; init; }

    private (int Number, byte Severity)? Failure { get; init; }

    private object[][] Rows { get; init; } = [];

    public static TdsAnswer Changed(int rows) => new() { RowsChanged = rows };

    public static TdsAnswer Error(int number, byte severity = 16) => new() { Failure = (number, severity) };

    /// <summary>Rows of numbers and texts.</summary>
    public static TdsAnswer Of(params object[][] rows) => new() { Rows = rows };

    public IEnumerable<byte> ToBytes(bool isProcedure, bool isLast)
    {
        var more = (ushort)(isLast ? 0 : 1);
        var rows = Rows.Length > 0 ? Tds.Rows(Rows) : [];
        var failure = Failure is { } error ? Tds.Error(error.Number, error.Severity) : [];
        var status = (ushort)(Failure is null ? 0x10 : 0x02);
        var count = Math.Max(RowsChanged, Rows.Length);
        return isProcedure
            ? [.. rows, .. failure, .. Tds.Done(0xFF, (ushort)(status | 1), count), .. Tds.ReturnStatus, .. Tds.Done(0xFE, more)]
            : [.. rows, .. failure, .. Tds.Done(0xFD, (ushort)(status | more), count)];
    }
}

/// <summary>The tokens of an answer (MS-TDS, "Packet data token stream").</summary>
internal static class Tds
{
    private static readonly byte[] transaction = [1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] collation = [0x09, 0x04, 0xD0, 0x00, 0x34];

    // With the collation that texts are sent in.
    public static byte[] LoginAccepted { get; } =
    [.. Token(0xE3, [7, 5, .. collation, 0]), .. Token(0xAD, [1, 0x74, 0, 0, 4, 3, .. Encoding.Unicode.GetBytes("Tds"), 15, 0, 0x10, 0])];

    public static byte[] TransactionBegun { get; } = Token(0xE3, [8, 8, .. transaction, 0]);

    public static byte[] AttentionHeard { get; } = Done(0xFD, 0x20);

    public static byte[] ReturnStatus { get; } = [0x79, 0, 0, 0, 0];

    public static byte[] TransactionEnded(byte how) => Token(0xE3, [how, 0, 8, .. transaction]);

    public static byte[] Done(byte token = 0xFD, ushort status = 0, long rows = 0) =>
        [token, .. Bytes(status), 0, 0, .. BitConverter.GetBytes(rows)];

    public static byte[] Error(int number, byte severity) =>
        Token(0xAA, [.. BitConverter.GetBytes(number), 1, severity, .. Text($"Error {number}."), 0, 0, 1, 0, 0, 0]);

    public static byte[] Rows(object[][] rows) =>
        [
            0x81,
            .. Bytes((ushort)rows[0].Length),
            .. rows[0]
                .SelectMany((value, column) => (byte[])[0, 0, 0, 0, 9, 0, .. TypeOf(value), 2, .. Encoding.Unicode.GetBytes($"c{column}")]),
            .. rows.SelectMany(row => row.Aggregate(new byte[] { 0xD1 }, (written, value) => [.. written, .. ValueOf(value)])),
        ];

    private static byte[] TypeOf(object value) =>
        value switch
        {
            int => [0x26, 4],
            long => [0x26, 8],
            bool => [0x68, 1],
            string => [0xE7, 0x40, 0x1F, .. collation],
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Nobody has taught this server the type."),
        };

    private static byte[] ValueOf(object value) =>
        value switch
        {
            int number => [4, .. BitConverter.GetBytes(number)],
            long number => [8, .. BitConverter.GetBytes(number)],
            bool flag => [1, (byte)(flag ? 1 : 0)],
            string text => [.. Bytes((ushort)(2 * text.Length)), .. Encoding.Unicode.GetBytes(text)],
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Nobody has taught this server the type."),
        };

    private static byte[] Token(byte token, byte[] content) => [token, .. Bytes((ushort)content.Length), .. content];

    private static byte[] Text(string text) => [.. Bytes((ushort)text.Length), .. Encoding.Unicode.GetBytes(text)];

    private static byte[] Bytes(ushort number) => BitConverter.GetBytes(number);
}

/// <summary>Reads the statements out of calls of <c>sp_executesql</c> and its kin (MS-TDS, "RPC request").</summary>
internal ref struct TdsRpc
{
    private const byte NextCall = 0xFF, NextCallBefore72 = 0x80;
    private readonly Action<string> heard;
    private ReadOnlySpan<byte> rest;

    private TdsRpc(ReadOnlySpan<byte> calls, Action<string> heard)
    {
        rest = calls;
        this.heard = heard;
    }

    /// <param name="heard">Told every text that comes along.</param>
    public static IReadOnlyList<string> Statements(ReadOnlySpan<byte> calls, Action<string> heard)
    {
        var reader = new TdsRpc(calls, heard);
        List<string> statements = [];
        do
        {
            statements.Add(reader.Call());
        }
        while (reader.GoesOn());
        return statements;
    }

    private bool GoesOn()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        Take(1);
        return !rest.IsEmpty;
    }

    // By number (10 is sp_executesql, whose first text is the statement) or by name.
    private string Call()
    {
        var length = UInt16();
        var procedure = length == 0xFFFF ? $"procedure {UInt16()}" : Encoding.Unicode.GetString(Take(2 * length));
        Take(2);
        string? statement = null;
        while (!rest.IsEmpty && rest[0] is not (NextCall or NextCallBefore72))
        {
            Take(2 * Take(1)[0] + 1);
            if (Value() is { } text)
            {
                heard(text);
                statement ??= text;
            }
        }

        return statement ?? procedure;
    }

    // A text where it is one.
    private string? Value()
    {
        var type = Take(1)[0];
        switch (type)
        {
            case 0xE7 or 0xEF or 0xA7 or 0xAF:
                var most = UInt16();
                Take(5);
                var bytes = most == 0xFFFF ? Long() : UInt16() is var length and not 0xFFFF ? Take(length).ToArray() : null;
                return bytes is null ? null : type is 0xE7 or 0xEF ? Encoding.Unicode.GetString(bytes) : Encoding.Latin1.GetString(bytes);
            case 0xA5 or 0xAD:
                var maxBytes = UInt16();
                _ = maxBytes == 0xFFFF ? Long() : UInt16() is var binary and not 0xFFFF ? Take(binary).ToArray() : null;
                return null;
            case 0x26 or 0x68 or 0x24 or 0x6D or 0x6E or 0x6F:
                Take(1);
                Take(Take(1)[0]);
                return null;
            case 0x6A or 0x6C:
                Take(3);
                Take(Take(1)[0]);
                return null;
            case 0x28:
                Take(Take(1)[0]);
                return null;
            case 0x29 or 0x2A or 0x2B:
                Take(1);
                Take(Take(1)[0]);
                return null;
            default:
                throw new InvalidOperationException($"Nobody has taught this server what a parameter of type {type:x2} looks like.");
        }
    }

    private byte[]? Long()
    {
        const ulong Null = ulong.MaxValue;
        if (BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) == Null)
        {
            return null;
        }

        List<byte> whole = [];
        while (BinaryPrimitives.ReadInt32LittleEndian(Take(4)) is > 0 and var length)
        {
            whole.AddRange(Take(length));
        }

        return [.. whole];
    }

    private ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
