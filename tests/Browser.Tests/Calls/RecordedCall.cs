using System.Text.Json;
using static CrmVoice.Browser.Tests.Calls.CallingTests;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>A call that was recorded, made once for all who want to listen to one.</summary>
internal static class RecordedCall
{
    private const double LongEnoughToListenTo = 0.4;
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<string>> call = new(MakeAsync);

    /// <summary>Ana's with Carlos Lima, eight seconds long.</summary>
    public static Task<string> OfAnaAsync() => call.Value;

    private static async Task<string> MakeAsync()
    {
        Run.Sandbox.Pace = LongEnoughToListenTo;
        using var api = new Api(Person.Ana);
        var id = await api.CallAsync("+5511987650001");
        using var patience = new CancellationTokenSource(deadline);
        while (!IsRecorded(await api.CallOfAsync(id)))
        {
            await Task.Delay(100, patience.Token);
        }

        Run.Sandbox.Pace = Followable;
        return id;
    }

    private static bool IsRecorded(JsonElement call) =>
        call.GetProperty("state").GetString() == "ended"
        && call.GetProperty("recordings").EnumerateArray().Any(recording => recording.GetProperty("status").GetString() == "completed");
}
