using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Accounts;

/// <summary>The numbers of all accounts as they are set up; in memory, as everything here.</summary>
internal sealed class NumberBook(AccountDirectory accounts, IOptions<SandboxOptions> options)
{
    private readonly ConcurrentDictionary<(string AccountSid, string Number), NumberSettings> changed = new();

    public IEnumerable<NumberSettings> Of(Account account) => account.Numbers.Select(number => Settings(account, number));

    public NumberSettings? Find(Account account, string sid) =>
        account.Numbers.FirstOrDefault(number => Sids.Of("PN", number) == sid) is { } number ? Settings(account, number) : null;

    public void Save(Account account, NumberSettings settings) => changed[(account.Sid, settings.PhoneNumber)] = settings;

    private NumberSettings Settings(Account account, string number) => changed.GetValueOrDefault((account.Sid, number)) ?? AtFirst(number);

    private NumberSettings AtFirst(string number) =>
        options.Value.Numbers.FirstOrDefault(one => one.PhoneNumber == number) is { } set
            ? new NumberSettings(number, accounts.CreatedAt)
            {
                VoiceUrl = set.VoiceUrl,
                VoiceFallbackUrl = set.VoiceFallbackUrl,
                StatusCallback = set.StatusCallback,
            }
            : new NumberSettings(number, accounts.CreatedAt);
}
