using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace CrmVoice.Oracle.Tests;

/// <summary>Twilio's own Node packages in a process of their own, asked in lines of JSON (Node/oracle.mjs).</summary>
internal sealed class TwilioPackage : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> open = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly StringBuilder complaints = new();
    private readonly Process node;
    private readonly Task reading;
    private int last;

    private TwilioPackage(Process node)
    {
        this.node = node;
        node.ErrorDataReceived += (_, line) =>
        {
            lock (complaints)
            {
                complaints.AppendLine(line.Data);
            }
        };
        node.BeginErrorReadLine();
        reading = ReadAsync();
    }

    /// <summary>This project's own folder, where npm has put the packages.</summary>
    public static string Folder { get; } =
        typeof(TwilioPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "OracleFolder").Value!;

    public static TwilioPackage Start()
    {
        var start = new ProcessStartInfo("node", ["oracle.mjs"])
        {
            WorkingDirectory = Path.Combine(Folder, "Node"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return new TwilioPackage(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                "Node.js was not found. The tests against Twilio's own packages need Node.js 20 or newer.",
                exception);
        }
    }

    public async Task<T> AskAsync<T>(string what, object? about = null) =>
        (await AskAsync(what, about)).Deserialize<T>(JsonSerializerOptions.Web)!;

    public async Task<JsonElement> AskAsync(string what, object? about)
    {
        var id = Interlocked.Increment(ref last);
        var answer = open[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await writing.WaitAsync();
        try
        {
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { id, what, about }, JsonSerializerOptions.Web));
            await node.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It is gone: the reader knows more of why.
        }
        finally
        {
            writing.Release();
        }

        if (reading.IsCompleted)
        {
            answer.TrySetException(Gone());
        }

        return await answer.Task.WaitAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync().WaitAsync(patience);
        await reading;
        node.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            var reply = JsonSerializer.Deserialize<JsonElement>(line);
            var question = open[reply.GetProperty("id").GetInt32()];
            if (reply.TryGetProperty("failure", out var failure))
            {
                question.TrySetException(new InvalidOperationException($"Twilio's package: {failure.GetString()}"));
            }
            else
            {
                question.TrySetResult(reply.GetProperty("answer"));
            }
        }

        await node.WaitForExitAsync();
        foreach (var question in open.Values)
        {
            question.TrySetException(Gone());
        }
    }

    private InvalidOperationException Gone()
    {
        lock (complaints)
        {
            return new InvalidOperationException($"node ended with {node.ExitCode}: {complaints}");
        }
    }
}
