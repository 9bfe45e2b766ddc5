using System.Security.Cryptography;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>That somebody signs in with an authenticator app, too.</summary>
internal sealed class TwoFactorRow
{
    public required UserId UserId { get; init; }

    /// <summary>The app's secret, encrypted.</summary>
    public required string ProtectedKey { get; init; }

    /// <summary>Of the newest code that was used: neither it nor one before it is taken again.</summary>
    public required long LastStep { get; init; }

    /// <summary>In a row.</summary>
    public int WrongCodes { get; init; }

    public required DateTimeOffset TurnedOnAt { get; init; }
}

/// <summary>A recovery code that was not used. 80 random bits: nobody finds it by its hash.</summary>
internal sealed class RecoveryCodeRow
{
    public required UserId UserId { get; init; }

    /// <summary>SHA-256 of the code without hyphens, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }
}

internal sealed class TwoFactorConfiguration : IEntityTypeConfiguration<TwoFactorRow>, IEntityTypeConfiguration<RecoveryCodeRow>
{
    public void Configure(EntityTypeBuilder<TwoFactorRow> builder)
    {
        builder.ToTable("TwoFactors");
        builder.HasKey(row => row.UserId);
        builder.Property(row => row.UserId).ValueGeneratedNever();
        builder.Property(row => row.ProtectedKey).HasMaxLength(512);
    }

    public void Configure(EntityTypeBuilder<RecoveryCodeRow> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.HasKey(row => new { row.UserId, row.Hash });
        builder.Property(row => row.Hash).HasMaxLength(64);
    }
}

internal sealed partial class TwoFactor(
    CrmVoiceDbContext db,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<TwoFactor> logger) : ITwoFactor
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int CodeLength = 16;
    private const int GroupLength = 4;

    private readonly IDataProtector protector = protection.CreateProtector("CrmVoice.TwoFactor.v1");

    public async Task<TwoFactorState?> FindAsync(UserId person, CancellationToken cancellationToken)
    {
        var row = await db.TwoFactors.AsNoTracking().FirstOrDefaultAsync(row => row.UserId == person, cancellationToken);
        return row is null
            ? null
            : new TwoFactorState(row.TurnedOnAt, await db.RecoveryCodes.CountAsync(code => code.UserId == person, cancellationToken));
    }

    public async Task<IReadOnlySet<UserId>> WhoHasAsync(IReadOnlyCollection<UserId> people, CancellationToken cancellationToken) =>
        (await db.TwoFactors.Select(row => row.UserId).Where(person => people.Contains(person)).ToListAsync(cancellationToken)).ToHashSet();

    public string NewKey() => AuthenticatorCode.NewKey();

    public async Task<IReadOnlyList<string>?> TurnOnAsync(UserId person, string key, string code, CancellationToken cancellationToken)
    {
        if (await db.TwoFactors.AnyAsync(row => row.UserId == person, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Two-factor sign-in is on already.");
        }

        if (AuthenticatorCode.FindStep(key, Strip(code), clock.GetUtcNow()) is not { } step)
        {
            return null;
        }

        db.Add(
            new TwoFactorRow
            {
                UserId = person,
                ProtectedKey = protector.Protect(key),
                LastStep = step,
                TurnedOnAt = clock.GetUtcNow(),
            });
        return AddRecoveryCodes(person);
    }

    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(UserId person, CancellationToken cancellationToken)
    {
        if (!await db.TwoFactors.AnyAsync(row => row.UserId == person, cancellationToken))
        {
            return [];
        }

        await RemoveRecoveryCodesAsync(person, cancellationToken);
        return AddRecoveryCodes(person);
    }

    public async Task TurnOffAsync(UserId person, CancellationToken cancellationToken)
    {
        db.RemoveRange(await db.TwoFactors.Where(row => row.UserId == person).ToListAsync(cancellationToken));
        await RemoveRecoveryCodesAsync(person, cancellationToken);
    }

    public async Task<bool> UseCodeAsync(UserId person, string code, CancellationToken cancellationToken)
    {
        var stripped = Strip(code);
        if (await (stripped.Length == AuthenticatorCode.Digits
            ? UseAppCodeAsync(person, stripped, cancellationToken)
            : UseRecoveryCodeAsync(person, stripped, cancellationToken)))
        {
            return true;
        }

        await db.TwoFactors.Where(row => row.UserId == person)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.WrongCodes, one => one.WrongCodes + 1), cancellationToken);
        return false;
    }

    // A single statement decides, so that of two who come with the same code one is let in.
    private async Task<bool> UseAppCodeAsync(UserId person, string code, CancellationToken cancellationToken) =>
        await db.TwoFactors.AsNoTracking().FirstOrDefaultAsync(row => row.UserId == person, cancellationToken) is { } found
        && found.WrongCodes < ITwoFactor.MaxWrongCodes
        && Read(found) is { } key
        && AuthenticatorCode.FindStep(key, code, clock.GetUtcNow()) is { } step
        && await db.TwoFactors.Where(row => row.UserId == person && row.LastStep < step)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastStep, step).SetProperty(one => one.WrongCodes, 0), cancellationToken)
            == 1;

    private async Task<bool> UseRecoveryCodeAsync(UserId person, string code, CancellationToken cancellationToken)
    {
        var hash = ApiToken.HashOf(code);
        if (await db.RecoveryCodes.Where(row => row.UserId == person && row.Hash == hash).ExecuteDeleteAsync(cancellationToken) != 1)
        {
            return false;
        }

        await db.TwoFactors.Where(row => row.UserId == person)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.WrongCodes, 0), cancellationToken);
        return true;
    }

    private List<string> AddRecoveryCodes(UserId person)
    {
        var codes = Enumerable
            .Range(0, ITwoFactor.RecoveryCodes)
            .Select(_ => RandomNumberGenerator.GetString(Letters, CodeLength))
            .ToList();
        db.AddRange(codes.Select(code => new RecoveryCodeRow { UserId = person, Hash = ApiToken.HashOf(code) }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(GroupLength).Select(group => new string(group))))];
    }

    private async Task RemoveRecoveryCodesAsync(UserId person, CancellationToken cancellationToken) =>
        db.RemoveRange(await db.RecoveryCodes.Where(row => row.UserId == person).ToListAsync(cancellationToken));

    private string? Read(TwoFactorRow row)
    {
        try
        {
            return protector.Unprotect(row.ProtectedKey);
        }
        catch (CryptographicException)
        {
            LogUnreadable(row.UserId.Value);
            return null;
        }
    }

    // As people type it and apps show it: in groups.
    private static string Strip(string code) => new([.. code.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The authenticator key of {UserId} cannot be read: the key ring has changed. Recovery codes still work")]
    private partial void LogUnreadable(Guid userId);
}
