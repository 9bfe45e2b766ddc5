using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmVoice.Tests;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>
/// The application as an operator runs it: a process of its own, in Production. It can be killed and started again where it was.
/// </summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly Workspace workspace;
    private readonly string twilio;
    private readonly string[] settings;
    private readonly ConcurrentQueue<string> log = new();
    private readonly HttpClient http;
    private Process? process;

    private RunningApp(Workspace workspace, string twilio, string[] settings)
    {
        (this.workspace, this.twilio, this.settings) = (workspace, twilio, settings);
        Url = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        http = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromSeconds(30),
            })
        {
            BaseAddress = Url,
            Timeout = TimeSpan.FromSeconds(60),
        };
        AppDomain.CurrentDomain.ProcessExit += EndWithTheTests;
    }

    public Uri Url { get; }

    /// <summary>The memory that it holds, in MB.</summary>
    public long Megabytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64 / 1024 / 1024;
        }
    }

    /// <summary>What it has written so far, as one text.</summary>
    public string Log => string.Join('\n', log);

    public static async Task<RunningApp> StartAsync(Workspace workspace, string twilio, params string[] settings)
    {
        var app = new RunningApp(workspace, twilio, settings);
        await app.StartAsync();
        return app;
    }

    /// <summary>Starts it, for the first time or again on the same address, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        process = new Process { StartInfo = HowToStart() };
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.EventuallyAsync(IsUpAsync, "CrmVoice starts");
    }

    /// <summary>As a service manager stops it.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    public Task EndAsync() => process!.WaitForExitAsync();

    /// <summary>kill -9: nothing is told to anybody.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Sends a webhook, truly signed.</summary>
    /// <returns>The status, and what was answered; 0 where nobody answered.</returns>
    public async Task<(int Status, string Body)> HearAsync(Guid callId, SentWebhook said)
    {
        using var request = Signed(callId, said);
        return await AskAsync(request);
    }

    public static HttpRequestMessage Signed(Guid callId, SentWebhook said)
    {
        var path = $"/twilio/calls/{callId}/{said.Webhook}";
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(said.Form) };
        request.Headers.Add("X-Twilio-Signature", Sign(Workspace.PublicBaseUrl + path, said.Fields));
        return request;
    }

    /// <summary>As Twilio describes it, and on purpose not with the product's own code.</summary>
    public static string Sign(string url, params IEnumerable<(string Name, string Value)> form)
    {
        var text = url + string.Concat(form.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + field.Value));
#pragma warning disable CA5350 // Twilio's choice.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Workspace.AuthToken), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    /// <summary>Asks for a call.</summary>
    /// <param name="key">The same key gets the same call.</param>
    /// <returns>Its id; null where nobody answered.</returns>
    public async Task<Guid?> TryPlaceAsync(Agent agent, string? key = null)
    {
        using var request = ToPlace(agent);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        var (status, body) = await AskAsync(request);
        if (status == 0)
        {
            return null;
        }

        Assert.That(status, Is.EqualTo(201), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
    }

    public static HttpRequestMessage ToPlace(Agent agent)
    {
        var request = Request(agent, HttpMethod.Post, "api/v1/calls");
        request.Content = JsonContent.Create(new { to = agent.To });
        request.Headers.AcceptLanguage.ParseAdd("pt-BR");
        return request;
    }

    public async Task<Guid> PlaceAsync(Agent agent) =>
        await TryPlaceAsync(agent) ?? throw new InvalidOperationException("Nobody answered.");

    public async Task HangUpAsync(Agent agent, Guid callId)
    {
        using var request = Request(agent, HttpMethod.Post, $"api/v1/calls/{callId}/hangup");
        Assert.That((await AskAsync(request)).Status, Is.EqualTo(202));
    }

    public async Task<JsonElement> ReadAsync(Agent agent, Guid callId)
    {
        using var request = Request(agent, HttpMethod.Get, $"api/v1/calls/{callId}");
        var (status, body) = await AskAsync(request);
        Assert.That(status, Is.EqualTo(200), body);
        return JsonDocument.Parse(body).RootElement;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    /// <returns>0 where nobody answered.</returns>
    public async Task<(int Status, string Body)> AskAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
        {
            return (0, "");
        }
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await AskAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithTheTests;
        if (process is not null)
        {
            await KillAsync();
        }

        http.Dispose();
    }

    private static HttpRequestMessage Request(Agent agent, HttpMethod method, string path) =>
        new(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", agent.Token) } };

    private async Task<bool> IsUpAsync() => process!.HasExited
        ? throw new InvalidOperationException($"CrmVoice did not start:\n{Log}")
        : (await GetAsync("health/live")).Status == 200;

    private void EndWithTheTests(object? sender, EventArgs e) => process?.Kill();

    private ProcessStartInfo HowToStart()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var web = Path.Combine(own.Parent!.Parent!.FullName, "CrmVoice.Web", own.Name);
        string[] arguments =
        [
            "exec",
            Path.Combine(web, "CrmVoice.Web.dll"),
            $"--urls={Url}",
            .. workspace.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            $"--Twilio:Hosts:Api={twilio}",
            "--Sandbox:Enabled=false",
            "--Logging:LogLevel:Default=Warning",
            "--Api:CallsPerMinute=100000",
            "--AllowedHosts=127.0.0.1",
            "--Twilio:CallsPerSecond=0",
            .. settings,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = web,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfSomebodyElse).ToList())
        {
            start.Environment.Remove(name);
        }

        // Production, but for the Twilio on this machine, which has no https.
        start.Environment["DOTNET_ENVIRONMENT"] = "Staging";
        return start;
    }

    // Settings that lie around would decide where it listens and what it keeps.
    private static bool IsOfSomebodyElse(string name) =>
        new[]
        {
            "ASPNETCORE_",
            "DOTNET_ENVIRONMENT",
            "Kestrel__",
            "Sandbox__",
            "Twilio__",
            "Database__",
            "ConnectionStrings__",
            "Logging__",
        }.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
