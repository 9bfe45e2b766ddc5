using CrmVoice.Application.Identity;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Features.Identity;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// What is done at the command line, and before the application answers. What goes wrong here is said in one line, not in a stack trace.
/// </summary>
internal static partial class Preparation
{
    // The host tells a failed start with its whole trace, before we can say what it means.
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    // A request to Twilio and what has been let into the inbox are finished.
    private static readonly TimeSpan stopsWithin = TimeSpan.FromSeconds(15);

    private static volatile bool isStarted;

    public static void AddStartAndStop(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopsWithin);
        builder.Logging.AddFilter(Host, level => isStarted && level >= LogLevel.Information);
    }

    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(this WebApplication app, OperatorCommand command) =>
        TryAsync(
            app,
            () =>
                command.Name switch
                {
                    OperatorCommand.Migrate => app.Services.MigrateDatabaseAsync(CancellationToken.None),
                    OperatorCommand.Backup => BackUpAsync(app, command.Value!),
                    OperatorCommand.Restore => RestoreAsync(app, command.Value!),
                    OperatorCommand.RemoveDemo => RemoveDemoAsync(app),
                    OperatorCommand.CreateOrganization => CreateOrganizationAsync(
                        app,
                        command.Value!,
                        command.Options.GetValueOrDefault(OperatorCommand.Admin)),
                    OperatorCommand.PasswordLink => MakePasswordLinkAsync(app, command.Value!),
                    OperatorCommand.GrantInstallationAdmin => GrantInstallationAdminAsync(app, command.Value!),
                    OperatorCommand.TakeInstallationAdmin => TakeInstallationAdminAsync(
                        app,
                        command.Value!,
                        command.Options.ContainsKey(OperatorCommand.Force)),
                    OperatorCommand.ResetTwoFactor => ResetTwoFactorAsync(app, command.Value!),
                    _ => ServeAsync(app),
                });

    private static async Task ServeAsync(WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.CheckSettingsAreSafe();
        app.Services.CheckPublicAddress();
        app.Services.CheckSounds();
        // Elsewhere migrations are run by --migrate, when the operator says so.
        if (app.Environment.IsDevelopment())
        {
            await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        }

        await app.Services.CheckStorageAsync(CancellationToken.None);
        if (app.Environment.IsDevelopment() && app.Configuration.GetValue<bool>("Demo:Enabled"))
        {
            await app.Services.SeedDemoAsync(CancellationToken.None);
        }

        app.UseWeb();
        Greeting.PrintWhenStarted(app);
        app.Lifetime.ApplicationStarted.Register(() => isStarted = true);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // What works by itself has been started already.
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    private static async Task BackUpAsync(WebApplication app, string file)
    {
        await app.Services.BackUpDatabaseAsync(Path.GetFullPath(file), CancellationToken.None);
        Console.WriteLine(
            $"The database is copied to {Path.GetFullPath(file)}. Back up the key ring (Keys:Path) as well, and apart from it.");
    }

    private static async Task RestoreAsync(WebApplication app, string file)
    {
        var kept = await app.Services.RestoreDatabaseAsync(Path.GetFullPath(file), CancellationToken.None);
        Console.WriteLine(
            $"{Path.GetFullPath(file)} is restored.{(kept is null ? "" : $" What was there before is kept as {kept}.")} "
            + "Run --migrate before you start, in case it is of an earlier version."
        );
    }

    private static async Task RemoveDemoAsync(WebApplication app)
    {
        var (users, tokens) = await app.Services.RemoveDemoAsync(CancellationToken.None);
        Console.WriteLine($"{users} people and {tokens} tokens of the demo are removed. Its organizations, contacts and calls stay.");
    }

    private static async Task CreateOrganizationAsync(WebApplication app, string name, string? admin)
    {
        await CheckIsReadyAsync(app);
        admin = admin ?? throw new StartRefusedException("--create-organization NAME needs --admin EMAIL.");
        var link = await app.Services.CreateOrganizationAsync(name, admin, CancellationToken.None);
        Console.WriteLine($"{name} is created. {SaysWhereToChoose(app, admin, link)}");
    }

    private static async Task MakePasswordLinkAsync(WebApplication app, string email)
    {
        await CheckIsReadyAsync(app);
        Console.WriteLine(SaysWhereToChoose(app, email, await app.Services.MakePasswordLinkAsync(email)));
    }

    private static async Task ResetTwoFactorAsync(WebApplication app, string email)
    {
        await CheckIsReadyAsync(app);
        await app.Services.ResetTwoFactorAsync(email, CancellationToken.None);
        Console.WriteLine($"{email} signs in with the password alone. Sessions have ended.");
    }

    private static async Task GrantInstallationAdminAsync(WebApplication app, string email)
    {
        await CheckIsReadyAsync(app);
        await app.Services.GrantInstallationAdminAsync(email);
        Console.WriteLine($"{email} creates organizations under Settings, Organizations, within half a minute.");
    }

    private static async Task TakeInstallationAdminAsync(WebApplication app, string email, bool evenTheLast)
    {
        await CheckIsReadyAsync(app);
        await app.Services.TakeInstallationAdminAsync(email, evenTheLast);
        Console.WriteLine($"{email} creates no organizations any more, within half a minute.");
    }

    private static async Task CheckIsReadyAsync(WebApplication app)
    {
        await app.Services.CheckStorageAsync(CancellationToken.None);
        if (app.Services.GetRequiredService<StorageGate>().Reason is { } reason)
        {
            throw new StartRefusedException(reason);
        }
    }

    private static string SaysWhereToChoose(WebApplication app, string email, PasswordLink link) =>
        $"""
        {email} chooses a password at this address, once and within a day:
        {app.Configuration["PublicBaseUrl"]?.TrimEnd('/')}{PasswordsController.PathOf(link)}
        """;

    private static async Task<int> TryAsync(WebApplication app, Func<Task> work)
    {
        try
        {
            await work();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (StartUpFault.Explain(exception) is { } reason)
        {
            LogCannotStart(app.Logger, reason);
            // What is logged is written by threads of their own, which the end of the process would cut short.
            await app.DisposeAsync();
            return 1;
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "CrmVoice cannot start. {Reason}")]
    private static partial void LogCannotStart(ILogger logger, string reason);
}
