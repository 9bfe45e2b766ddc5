using System.Security.Cryptography;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Reads the present organization's connection to Twilio.</summary>
internal sealed class TwilioCredentialsReader(ITwilioAccounts accounts, OrganizationScope scope, SecretProtector secrets, TwilioHosts hosts)
{
    /// <param name="byAuthToken">Not by an API key, even where there is one.</param>
    /// <exception cref="TwilioErrorException">There is no connection, or it cannot be read any more.</exception>
    public async Task<TwilioCredentials> ReadAsync(bool byAuthToken, CancellationToken cancellationToken)
    {
        var account = await ReadAccountAsync(cancellationToken);
        var (edge, region) = hosts.LabelsOf(account.Edge, account.Region);
        try
        {
            var (userName, password) = !byAuthToken
                && account is { ApiKeySid: { Length: > 0 } key, ProtectedApiKeySecret: { Length: > 0 } secret }
                ? (key, secrets.Unprotect(secret))
                : (account.AccountSid, secrets.Unprotect(account.ProtectedAuthToken));
            return new TwilioCredentials(account.AccountSid, userName, password, edge, region);
        }
        catch (CryptographicException)
        {
            throw TwilioErrorException.WithoutAsking("The stored Twilio credentials can no longer be read; save them again.");
        }
    }

    /// <exception cref="TwilioErrorException">There is no connection.</exception>
    public async Task<TwilioAccount> ReadAccountAsync(CancellationToken cancellationToken)
    {
        var organizationId = scope.Current ?? throw new InvalidOperationException("No organization was entered.");
        return await accounts.FindAsync(organizationId, cancellationToken)
            ?? throw TwilioErrorException.WithoutAsking("No Twilio account is connected.");
    }
}
