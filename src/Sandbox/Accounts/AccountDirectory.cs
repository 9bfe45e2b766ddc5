using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Accounts;

internal sealed class AccountDirectory(IOptions<SandboxOptions> options, SandboxClock clock)
{
    public IReadOnlyList<Account> All { get; } = [.. options.Value.Accounts.Select(account => new Account(
        account.Sid,
        account.AuthToken,
        account.FriendlyName,
        [.. account.Numbers],
        account.ApiKeys.ToDictionary(key => key.Sid, key => key.Secret),
        new DialingPermissions(options.Value.ClosedCountries))
    {
        Status = account.Status,
        IsTrial = account.IsTrial,
    })];

    public DateTimeOffset CreatedAt { get; } = clock.Now;

    public Account? Find(string sid) => All.FirstOrDefault(account => account.Sid == sid);

    /// <summary>The account that Basic credentials open, and whether they are an API key (which may not read the account itself).</summary>
    public (Account Account, bool ByApiKey)? Authenticate(string user, string password)
    {
        foreach (var account in All)
        {
            if (user == account.Sid && Same(password, account.AuthToken))
            {
                return (account, false);
            }

            if (account.ApiKeys.TryGetValue(user, out var secret) && Same(password, secret))
            {
                return (account, true);
            }
        }

        return null;
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
