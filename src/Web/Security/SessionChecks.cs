using System.Collections.Concurrent;
using System.Security.Claims;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Security;

/// <summary>
/// Whether a session still holds and what its person is by now. Asked with every request, it asks the database every half a minute.
/// </summary>
internal sealed class SessionChecks(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>So long a session may go on that was ended elsewhere.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private const int ManySessions = 10_000;

    private readonly ConcurrentDictionary<(Guid Session, MembershipId Membership), Answer> answers = new();

    // Counts what was forgotten: an answer that was on its way meanwhile may be of before.
    private int forgotten;

    /// <returns>Null where it is over.</returns>
    public async Task<SessionState?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindId(CrmVoiceClaims.Session) is not { } session
            || principal.FindId(CrmVoiceClaims.Membership) is not { } membership)
        {
            return null;
        }

        var key = (session, new MembershipId(membership));
        if (answers.TryGetValue(key, out var answer) && IsFresh(answer))
        {
            return answer.State;
        }

        var seen = Volatile.Read(ref forgotten);
        // In a scope of its own: the request has not entered any organization yet.
        await using var scope = scopes.CreateAsyncScope();
        var state = await scope.ServiceProvider.GetRequiredService<ISessions>().FindAsync(session, key.Item2, cancellationToken);
        MakeRoom();
        answers[key] = new Answer(state, clock.GetTimestamp());
        if (seen != Volatile.Read(ref forgotten))
        {
            answers.TryRemove(key, out _);
        }

        return state;
    }

    /// <summary>Asks again at once for a session that was just ended.</summary>
    public void Forget(Guid session) => Forget((of, _) => of == session);

    /// <summary>Asks again at once for all sessions of somebody who was just given another role, or was deactivated.</summary>
    public void Forget(MembershipId membership) => Forget((_, of) => of == membership);

    /// <summary>
    /// Asks again at once for everybody, since somebody's password has changed, or what is asked of all: which sessions are whose is not
    /// known here.
    /// </summary>
    public void ForgetAll() => Forget((_, _) => true);

    private void Forget(Func<Guid, MembershipId, bool> isMeant)
    {
        Interlocked.Increment(ref forgotten);
        foreach (var key in answers.Keys.Where(key => isMeant(key.Session, key.Membership)))
        {
            answers.TryRemove(key, out _);
        }
    }

    private bool IsFresh(Answer answer) => clock.GetElapsedTime(answer.At) < Remembered;

    private void MakeRoom()
    {
        if (answers.Count >= ManySessions)
        {
            foreach (var (key, _) in answers.Where(answer => !IsFresh(answer.Value)))
            {
                answers.TryRemove(key, out _);
            }
        }
    }

    private sealed record Answer(SessionState? State, long At);
}
