using System.Globalization;
using CrmVoice.Performance.Measurements;
using CrmVoice.Performance.Support;

var minutes = TimeSpan.FromMinutes(double.Parse(Option("--minutes") ?? "5", CultureInfo.InvariantCulture));
var measurements = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>
{
    ["start"] = StartMeasurement.RunAsync,
    ["place"] = PlaceMeasurement.RunAsync,
    ["answer"] = AnswerMeasurement.RunAsync,
    ["webhooks"] = WebhookMeasurement.RunAsync,
    ["intake"] = WebhookMeasurement.RunIntakeAsync,
    ["live"] = LiveMeasurement.RunAsync,
    ["rooms"] = RoomMeasurement.RunAsync,
    ["room-webhooks"] = WebhookMeasurement.RunRoomsAsync,
    ["memory"] = () => MemoryMeasurement.RunAsync(minutes),
    ["memory-loaded"] = () => MemoryMeasurement.RunLoadedAsync(minutes),
    ["sign-in"] = SignInMeasurement.RunAsync,
    ["pages"] = PagesMeasurement.RunAsync,
};
var what = args is [var named, ..] ? named : "all";
if (what == BareServer.Command)
{
    await BareServer.RunAsync(args[1], args[2]);
    return 0;
}

if (what == BareIntake.Command)
{
    await BareIntake.RunAsync(args[1], args[2]);
    return 0;
}

// Webhooks, and strangers beside them, are measured with the load on one core and the server on another; a process keeps to a core only if
// it was started so.
if (what is "webhooks" or "room-webhooks" or "intake" or "sign-in" && !OneCore.IsKept)
{
    return await OneCore.RestartAsync(args);
}

if (what != "all" && !measurements.ContainsKey(what))
{
    Console.Error.WriteLine($"Usage: all|{string.Join('|', measurements.Keys)} [--minutes 5] [--application <folder of another build>]");
    return 2;
}

CrmVoiceServer.Folder = Option("--application") ?? CrmVoiceServer.Folder;
var figures = new List<Figure>();
foreach (var (name, measure) in measurements.Where(measurement =>
        measurement.Key == what || (what == "all" && measurement.Key is not ("webhooks" or "room-webhooks" or "intake" or "sign-in"))))
{
    Console.Error.WriteLine($"{name} …");
    figures.AddRange(await measure().WaitAsync(minutes + TimeSpan.FromMinutes(5)));
}

Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {CrmVoiceServer.Folder}");
Console.WriteLine();
Console.WriteLine("| what | figure | aim |");
Console.WriteLine("|---|---|---|");
figures.ForEach(figure => Console.WriteLine($"| {figure.What} | {figure.Value} | {figure.Aim} |"));
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
