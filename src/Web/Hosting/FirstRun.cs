using System.Security.Cryptography;
using System.Text;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Security;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// An installation in which there is no organization yet. Whoever can read its log sets it up, with a code that stands there and is another
/// one after each start. Somebody else may do so meanwhile, at the command line or through another process: so the database is looked at
/// until there is one.
/// </summary>
public sealed class FirstRun
{
    /// <summary>Wrong codes from one source, before it has to wait.</summary>
    public const int MaxTries = 8;

    private const int CodeLength = 12;

    // Without those that are taken for each other.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly IServiceScopeFactory scopes;
    private readonly StorageGate gate;
    private readonly SignInAttempts tries;
    private readonly string code = RandomNumberGenerator.GetString(Letters, CodeLength);
    private volatile bool isOver;

    internal FirstRun(IServiceScopeFactory scopes, StorageGate gate, SignInAttempts tries) =>
        (this.scopes, this.gate, this.tries) = (scopes, gate, tries);

    public static IServiceCollection AddTo(IServiceCollection services) =>
        services
            .AddSingleton(provider => new FirstRun(
                provider.GetRequiredService<IServiceScopeFactory>(),
                provider.GetRequiredService<StorageGate>(),
                provider.GetRequiredService<SignInAttempts>()))
            .AddHostedService<FirstRunNotice>();

    /// <summary>As people read it out: in groups of four.</summary>
    internal string Code => string.Join('-', code.Chunk(4).Select(letters => new string(letters)));

    /// <summary>Whether CrmVoice waits to be set up. While the database cannot be worked with, nobody knows.</summary>
    public async Task<bool> IsPendingAsync(CancellationToken cancellationToken)
    {
        if (isOver || gate.Reason is not null)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        return !(isOver = await scope.ServiceProvider.GetRequiredService<IOrganizationCreation>().IsAnyAsync(cancellationToken));
    }

    /// <summary>Whether somebody has the code. However it is written, and in the same time whatever it is.</summary>
    public bool IsCode(string? text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Normalize(text)), Encoding.UTF8.GetBytes(code));

    /// <returns>Null for the code; else whether it is wrong, or there were too many.</returns>
    public SignInAttempt? Try(HttpContext context, string? text)
    {
        GuessingWay[] ways = [new($"first-run {KnownSources.NameOf(context.Connection.RemoteIpAddress)}", MaxTries)];
        if (tries.Begin(ways) is { } refused)
        {
            return refused;
        }

        if (IsCode(text))
        {
            tries.Succeed(ways);
            return null;
        }

        tries.Fail(ways);
        return new SignInAttempt.Wrong();
    }

    // No longer than a code may be written: what is longer is none.
    private static string Normalize(string? text) =>
        string.Concat((text ?? "").Take(4 * CodeLength).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));
}

/// <summary>Tells whoever runs CrmVoice how to set it up, once the database can be worked with.</summary>
internal sealed partial class FirstRunNotice(
    StorageGate gate,
    FirstRun firstRun,
    IConfiguration configuration,
    ILogger<FirstRunNotice> logger) : StorageService(gate)
{
    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        if (await firstRun.IsPendingAsync(stoppingToken))
        {
            LogHowToSetUp($"{configuration["PublicBaseUrl"]?.TrimEnd('/')}{FirstRunController.Path}", firstRun.Code);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "There is no organization yet. Open {Address} and enter this code to create the first one: {Code}")]
    private partial void LogHowToSetUp(string address, string code);
}
