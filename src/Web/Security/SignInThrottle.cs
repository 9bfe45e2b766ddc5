using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Security;

/// <summary>What came of somebody's saying who they are.</summary>
public abstract record SignInAttempt
{
    private SignInAttempt()
    {
    }

    /// <param name="Memberships">One at least, unless that was not wanted.</param>
    public sealed record Right(UserId UserId, IReadOnlyList<SignInMembership> Memberships) : SignInAttempt;

    /// <summary>The password is right, and a code is wanted as well. Nothing is forgiven yet, and nobody known.</summary>
    /// <param name="Ticket">What the code is to come with.</param>
    public sealed record NeedsCode(string Ticket) : SignInAttempt;

    /// <summary>It has taken too long since the password, or that has changed: from the start.</summary>
    public sealed record TicketIsOver : SignInAttempt;

    /// <summary>Wrong, unknown, locked out, member of nothing: nobody learns which.</summary>
    public sealed record Wrong : SignInAttempt;

    /// <summary>Too many have failed; the password was not looked at.</summary>
    public sealed record TooMany(TimeSpan Wait) : SignInAttempt;

    /// <summary>Too many are being looked at; this one was not.</summary>
    public sealed record Busy : SignInAttempt
    {
        /// <summary>A few seconds, and not the same for all: they would come back together.</summary>
        public static TimeSpan Wait => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(2, 9));
    }
}

/// <summary>
/// Lets people in, slows whoever guesses, and never lets a stranger lock somebody out: a device or a source that has signed in to an
/// account before has counts of its own. Nothing of it depends on whether there is such an account.
/// </summary>
public sealed class SignInThrottle : IDisposable
{
    /// <summary>At one account from one source, or from a known device.</summary>
    public const int MaxPerSource = 8;

    /// <summary>At one account from everywhere that is new to it.</summary>
    public const int MaxAtAccount = 40;

    /// <summary>From one source at whatever account.</summary>
    public const int MaxFromSource = 60;

    /// <summary>Wrong codes at one account from everywhere that is new to it, beside what counts for passwords.</summary>
    public const int MaxCodes = 10;

    /// <summary>Mails with a link to choose a password that are sent in an hour to one address, or for one source.</summary>
    public const int MaxMails = 3;

    private const int LongestEmail = 256;
    private const int LongestCode = 64;

    private static readonly ConcurrencyLimiterOptions few = new()
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 4),
        QueueLimit = 20,
    };

    private readonly SignInAttempts tries;
    private readonly KnownDevices devices;
    private readonly KnownSources sources;
    private readonly FailedSignIns failures;
    private readonly TimeProvider clock;
    // A hash takes a processor for 40 ms, and the telephone wants one, too. Strangers do not stand in the way of those who have been here
    // before.
    private readonly ConcurrencyLimiter strangers = new(few);
    private readonly ConcurrencyLimiter acquaintances = new(few);

    internal SignInThrottle(SignInAttempts tries, KnownDevices devices, KnownSources sources, FailedSignIns failures, TimeProvider clock) =>
        (this.tries, this.devices, this.sources, this.failures, this.clock) = (tries, devices, sources, failures, clock);

    /// <param name="alsoMembersOfNone">Whether it is enough to be who one says to be: for somebody who is about to become a member.</param>
    public async Task<SignInAttempt> TryAsync(HttpContext context, string? email, string? password, bool alsoMembersOfNone = false)
    {
        var (account, source) = (AccountOf(email), KnownSources.NameOf(context.Connection.RemoteIpAddress));
        var ways = WaysOf(context, account, source);
        if (tries.Begin(ways) is { } refused)
        {
            return refused;
        }

        var attempt = await EndAsync(
            ways,
            () => CheckAsync(context, email?.Trim() ?? "", password ?? "", isKnown: ways.Length == 1, alsoMembersOfNone));
        NoteFailure(context, email, attempt);
        Remember(context, account, source, attempt);
        return attempt;
    }

    /// <summary>The second step. A wrong code counts like a wrong password; both are forgiven once somebody is in.</summary>
    /// <param name="ticket">As it came with <see cref="SignInAttempt.NeedsCode"/>.</param>
    public async Task<SignInAttempt> TryCodeAsync(HttpContext context, string? ticket, string? code, bool alsoMembersOfNone = false)
    {
        if (await context.RequestServices.GetRequiredService<ISignInTickets>().FindAsync(ticket, context.RequestAborted) is not { } found)
        {
            return new SignInAttempt.TicketIsOver();
        }

        var (account, source) = (AccountOf(found.Email), KnownSources.NameOf(context.Connection.RemoteIpAddress));
        var ways = WaysOf(context, account, source);
        ways = ways.Length == 1 ? ways : [.. ways, new($"codes {account}", MaxCodes)];
        if (tries.Begin(ways) is { } refused)
        {
            return refused;
        }

        var attempt = await EndAsync(ways, () => CheckCodeAsync(context, found.UserId, code ?? "", alsoMembersOfNone));
        NoteFailure(context, found.Email, attempt);
        Remember(context, account, source, attempt);
        return attempt;
    }

    /// <summary>Counts that somebody wants a mail with a link, whoever has the address.</summary>
    /// <returns>How long to wait, where there were too many; null where it may be sent.</returns>
    public TimeSpan? CountMail(HttpContext context, string? email)
    {
        var anHour = TimeSpan.FromHours(1);
        GuessingWay[] ways =
        [
            new($"mail to {AccountOf(email)}", MaxMails, anHour),
            new($"mail from {KnownSources.NameOf(context.Connection.RemoteIpAddress)}", MaxMails, anHour),
        ];
        switch (tries.Begin(ways))
        {
            case SignInAttempt.TooMany tooMany:
                return tooMany.Wait;
            case SignInAttempt.Busy:
                return SignInAttempt.Busy.Wait;
            default:
                tries.Fail(ways);
                return null;
        }
    }

    public void Dispose()
    {
        strangers.Dispose();
        acquaintances.Dispose();
    }

    private async Task<SignInAttempt> EndAsync(GuessingWay[] ways, Func<Task<SignInAttempt>> check)
    {
        SignInAttempt attempt;
        try
        {
            attempt = await check();
        }
        catch
        {
            // Nobody can tell what came of it; a database that is away is not the fault of whoever signs in.
            tries.GiveUp(ways);
            throw;
        }

        switch (attempt)
        {
            case SignInAttempt.Right:
                tries.Succeed(ways);
                break;
            case SignInAttempt.Wrong:
                tries.Fail(ways);
                break;
            default:
                tries.GiveUp(ways);
                break;
        }

        return attempt;
    }

    private void NoteFailure(HttpContext context, string? email, SignInAttempt attempt)
    {
        if (attempt is SignInAttempt.Wrong && email?.Trim() is { Length: > 0 and <= IPeople.EmailMaxLength } address)
        {
            failures.Add(new FailedSignIn(address, RequestOrigin.AddressOf(context), clock.GetUtcNow()));
        }
    }

    private void Remember(HttpContext context, string account, string source, SignInAttempt attempt)
    {
        if (attempt is SignInAttempt.Right)
        {
            devices.Remember(context, account);
            sources.Remember(account, source);
        }
    }

    private async Task<SignInAttempt> CheckAsync(HttpContext context, string email, string password, bool isKnown, bool alsoMembersOfNone)
    {
        var turn = await (isKnown ? acquaintances : strangers).AcquireAsync(permitCount: 1, context.RequestAborted);
        if (!turn.IsAcquired)
        {
            return new SignInAttempt.Busy();
        }

        using var rest = new Rest(turn);
        // To its end, whoever hangs up meanwhile: what has been looked at counts.
        var services = context.RequestServices;
        return await services.GetRequiredService<IPasswords>().CheckAsync(email, password, CancellationToken.None) is not { } user
            || await LetInAsync(services, user, alsoMembersOfNone) is not SignInAttempt.Right right
                ? new SignInAttempt.Wrong()
                : await services.GetRequiredService<ISignInTickets>().MakeAsync(user, CancellationToken.None) is { } ticket
                    ? new SignInAttempt.NeedsCode(ticket)
                    : right;
    }

    private static async Task<SignInAttempt> CheckCodeAsync(HttpContext context, UserId user, string code, bool alsoMembersOfNone) =>
        code.Length <= LongestCode
        && await context.RequestServices.GetRequiredService<ITwoFactor>().UseCodeAsync(user, code, CancellationToken.None)
            ? await LetInAsync(context.RequestServices, user, alsoMembersOfNone)
            : new SignInAttempt.Wrong();

    private static async Task<SignInAttempt> LetInAsync(IServiceProvider services, UserId user, bool alsoMembersOfNone) =>
        await services.GetRequiredService<ISignIns>().ListAsync(user, CancellationToken.None) is var memberships
        && (alsoMembersOfNone || memberships.Count > 0)
            ? new SignInAttempt.Right(user, memberships)
            : new SignInAttempt.Wrong();

    /// <summary>
    /// After a hash the turn rests for as long as it took: so no flood of them has more than half a processor. Nobody waits for the rest
    /// but the next.
    /// </summary>
    private sealed class Rest(RateLimitLease turn) : IDisposable
    {
        private static readonly TimeSpan longest = TimeSpan.FromMilliseconds(100);

        private readonly long began = Stopwatch.GetTimestamp();

        public void Dispose() => _ = EndAsync(Stopwatch.GetElapsedTime(began));

        private async Task EndAsync(TimeSpan took)
        {
            await Task.Delay(took < longest ? took : longest);
            turn.Dispose();
        }
    }

    private GuessingWay[] WaysOf(HttpContext context, string account, string source)
    {
        if (devices.Find(context, account) is { } device)
        {
            return [new($"device {device} {account}", MaxPerSource)];
        }

        var own = new GuessingWay($"both {source} {account}", MaxPerSource);
        return sources.Contains(account, source)
            ? [own]
            : [own, new($"source {source}", MaxFromSource), new($"account {account}", MaxAtAccount)];
    }

    // As the store compares them, so that no account has two spellings.
    private static string AccountOf(string? email)
    {
        var text = (email ?? "").Trim();
        return text.Length > LongestEmail ? "" : text.Normalize().ToUpperInvariant();
    }
}
