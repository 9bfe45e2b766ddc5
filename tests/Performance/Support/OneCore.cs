using System.Diagnostics;

namespace CrmVoice.Performance.Support;

/// <summary>
/// Load on the last core, what is loaded on the first (Linux: taskset, inherited by whatever a process starts unless it says otherwise).
/// </summary>
internal static class OneCore
{
    private const string Variable = "CRMVOICE_PERFORMANCE_ONE_CORE";

    /// <summary>Whether this process was started to keep to its core.</summary>
    public static bool IsKept => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>How a server is started: on the first core, where this process keeps to the last.</summary>
    public static (string Command, IEnumerable<string> Before) Dotnet => IsKept ? ("taskset", ["-c", "0", "dotnet"]) : ("dotnet", []);

    public static async Task<int> RestartAsync(string[] args)
    {
        var start = new ProcessStartInfo(
            "taskset",
            ["-c", $"{Environment.ProcessorCount - 1}", "dotnet", "exec", typeof(OneCore).Assembly.Location, .. args]);
        start.Environment[Variable] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
