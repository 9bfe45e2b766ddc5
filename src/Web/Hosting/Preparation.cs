using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Hosting;

/// <summary>What has to be done before the application answers. What goes wrong here is said in one line, not in a stack trace.</summary>
internal static partial class Preparation
{
    /// <summary>For <c>--migrate</c>: brings the database up to date.</summary>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> MigrateAsync(this WebApplication app) =>
        TryAsync(app, () => app.Services.MigrateDatabaseAsync(CancellationToken.None));

    /// <summary>Outside Development migrations are run by <c>--migrate</c>, when the operator says so.</summary>
    /// <returns>0, or the exit code of the process.</returns>
    public static Task<int> PrepareAsync(this WebApplication app) => TryAsync(app, async () =>
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.CheckPublicAddress();
        var withDemo = app.Configuration.GetValue<bool>("Demo:Enabled");
        if (withDemo && app.Environment.IsProduction())
        {
            throw new InvalidOperationException("Demo:Enabled is refused in Production: its passwords are public.");
        }

        if (app.Environment.IsDevelopment())
        {
            await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        }

        await app.Services.CheckStorageAsync(CancellationToken.None);
        if (withDemo)
        {
            await app.Services.SeedDemoAsync(CancellationToken.None);
        }
    });

    private static async Task<int> TryAsync(WebApplication app, Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception exception) when (exception is DatabaseUnavailableException or KeyRingUnavailableException or InvalidOperationException or OptionsValidationException or AggregateException)
        {
            LogCannotStart(app.Logger, exception.Message);
            // What is logged is written by threads of their own, which the end of the process would cut short.
            await app.DisposeAsync();
            return 1;
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "CrmVoice cannot start. {Reason}")]
    private static partial void LogCannotStart(ILogger logger, string reason);
}
