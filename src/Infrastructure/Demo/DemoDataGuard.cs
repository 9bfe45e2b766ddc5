using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Demo;

/// <summary>The demo's people in a database that is not for trying things out: everybody knows their password and their tokens.</summary>
internal static class DemoDataGuard
{
    private static readonly Guid[] users =
    [
        .. DemoOrganizations.All.SelectMany(organization => organization.People).Select(person => DemoData.IdOf(person.Email)),
    ];
    private static readonly string[] tokens =
    [
        .. DemoOrganizations.All.SelectMany(organization => organization.People).Select(person => ApiToken.HashOf(person.ApiToken)),
    ];

    /// <exception cref="DatabaseUnavailableException">They are there.</exception>
    public static async Task RefuseAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => users.Contains(user.Id), cancellationToken)
            || await db.ApiTokens.OfAllOrganizations().AnyAsync(token => tokens.Contains(token.Hash), cancellationToken))
        {
            throw new DatabaseUnavailableException(
                "the demo's people and tokens are in it, which everybody knows the passwords of. Remove them with --remove-demo, or use another database."
            );
        }
    }

    /// <summary>Nobody signs in with them any more; their organizations, contacts and calls stay.</summary>
    public static async Task<(int Users, int Tokens)> RemoveAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        var removedTokens = await db.ApiTokens.OfAllOrganizations()
            .Where(token => tokens.Contains(token.Hash))
            .ExecuteDeleteAsync(cancellationToken);
        return (await db.Users.Where(user => users.Contains(user.Id)).ExecuteDeleteAsync(cancellationToken), removedTokens);
    }
}
