using System.Text.Json;
using CrmVoice.Sandbox.Tests;

namespace CrmVoice.Oracle.Tests.Client;

/// <summary>What Twilio's client has thrown.</summary>
internal sealed record RestException(int Status, int? Code, string Message, string? MoreInfo);

/// <summary>Twilio's official Node client, as an account of the sandbox.</summary>
internal sealed class OfficialClient(string url, string user = SandboxUnderTest.Account, string password = SandboxUnderTest.Token)
{
    /// <summary>A way through the client: <c>"calls", Args(sid), "fetch", Args()</c> stands for <c>client.calls(sid).fetch()</c>.</summary>
    public async Task<JsonElement> DoAsync(params object[] steps)
    {
        var reply = await AskAsync(steps);
        Assert.That(reply.TryGetProperty("error", out var error), Is.False, () => $"{error}");
        return reply.GetProperty("result");
    }

    public async Task<RestException> FailAsync(params object[] steps)
    {
        var reply = await AskAsync(steps);
        Assert.That(reply.TryGetProperty("error", out var error), Is.True, () => $"{reply}");
        return error.Deserialize<RestException>(JsonSerializerOptions.Web)!;
    }

    public static object[] Args(params object[] arguments) => arguments;

    /// <summary>A JavaScript Date.</summary>
    public static object Time(DateTimeOffset time) => new { time = time.ToString("O") };

    private Task<JsonElement> AskAsync(object[] steps) =>
        Oracle.Twilio.AskAsync("rest", new { connection = new { url, user, password, accountSid = SandboxUnderTest.Account }, steps });
}
