using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>The folder of the keys that protect the stored secrets and the sign-in cookies.</summary>
internal sealed partial class KeyRing(DirectoryInfo folder, KeyCertificates certificates, ILogger<KeyRing> logger)
{
    public DirectoryInfo Folder => folder;

    public static void Add(IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var folder = new DirectoryInfo(Path.Combine(contentRoot, configuration["Keys:Path"] ?? "App_Data/keys"));
        var certificates = KeyCertificates.Load(configuration, contentRoot);
        services.AddSingleton(provider =>
            new KeyRing(folder, certificates, provider.GetService<ILogger<KeyRing>>() ?? NullLogger<KeyRing>.Instance));
        certificates.Protect(services.AddDataProtection().SetApplicationName("CrmVoice").PersistKeysToFileSystem(folder));
    }

    /// <summary>
    /// Creates the folder for a new installation, looks whether keys can be added to it, and encrypts those in it with the certificate of
    /// the settings.
    /// </summary>
    /// <exception cref="KeyRingUnavailableException">It is missing while there are secrets that only its keys can read, cannot be
    /// written, or holds keys that cannot be decrypted.</exception>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<KeyRing>()
            .CheckAsync(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>(), services, cancellationToken);
    }

    private async Task CheckAsync(CrmVoiceDbContext db, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(folder.FullName))
            {
                await CreateAsync(db, cancellationToken);
            }

            folder.Refresh();
            if (SecretFiles.Tighten(folder))
            {
                LogTightened(logger, folder.FullName);
            }

            // New keys are made every few months: better told now than then.
            await using var probe = new FileStream(
                Path.Combine(folder.FullName, $"probe-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
            if (certificates.Apply(folder, services) is > 0 and var encrypted)
            {
                LogEncrypted(logger, encrypted, folder.FullName);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingUnavailableException(
                $"The key ring {folder.FullName} (Keys:Path) cannot be written: {exception.Message}",
                exception);
        }
    }

    private async Task CreateAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            && (await db.Organizations.OfAllOrganizations().AnyAsync(organization => organization.TwilioAccount != null, cancellationToken)
                || await db.TwoFactors.AnyAsync(cancellationToken)))
        {
            throw new KeyRingUnavailableException(
                $"The key ring {folder.FullName} (Keys:Path) is missing, and the database holds secrets that only its keys can read. " +
                "Restore the folder from its backup; or create it empty, and enter the Twilio secrets again; " +
                "authenticator apps then have to be set up anew, by recovery codes.");
        }

        // Whoever reads the keys reads every secret.
        SecretFiles.CreateFolder(folder.FullName);
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The key ring {Folder} was open to others and is closed now: whoever has read it can read the stored secrets. Consider new ones")]
    private static partial void LogTightened(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Information, "{Keys} keys in {Folder} are encrypted with the certificate of Keys:Certificate now")]
    private static partial void LogEncrypted(ILogger logger, int keys, string folder);
}

/// <summary>The keys cannot be read or added to; the message says why.</summary>
public sealed class KeyRingUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
