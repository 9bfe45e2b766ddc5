using System.Security.Cryptography;
using CrmVoice.Application.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Whose account signed a webhook. An account's auth token is needed even where REST uses an API key: keys sign nothing.
/// The token before the present one is accepted too, while Twilio promotes a new one (Twilio: "Auth tokens and how to change them").
/// </summary>
internal sealed partial class TwilioSignatures(ITwilioAccounts accounts, TwilioSigners known, SecretProtector secrets, IOptions<PublicAddress> address, ILogger<TwilioSignatures> logger)
    : ICarrierSignatures
{
    public async Task<OrganizationId?> VerifyAsync(SignedRequest request, CancellationToken cancellationToken)
    {
        if (request.Signature is not { Length: > 0 } signature || !TwilioAccount.IsAccountSid(request.AccountSid))
        {
            return null;
        }

        var url = AddressOf(request.Path) + request.QueryString;
        var signers = Fitting(known.Find(request.AccountSid!), url, request.Form, signature);
        if (signers.Length == 0)
        {
            // Nobody known, or a token that was saved a moment ago.
            signers = Fitting(known.Remember(request.AccountSid!, await ReadSignersAsync(request.AccountSid!, cancellationToken)), url, request.Form, signature);
        }

        if (signers.Length < 2)
        {
            return signers.Length == 0 ? null : signers[0];
        }

        // Only an organization whose own token fits may be chosen: otherwise one could write the other's account SID beside a token of its own making.
        return await accounts.FindOwnerOfCallAsync(request.CallId, cancellationToken) is { } owner && signers.Contains(owner) ? owner : null;
    }

    public string AddressOf(string path) => address.Value.UrlOf(path is ['/', .. var rest] ? rest : path);

    public async Task<string?> FindSignedAddressAsync(SignedRequest request, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        if (request.Signature is not { Length: > 0 } signature || !TwilioAccount.IsAccountSid(request.AccountSid))
        {
            return null;
        }

        var signers = await ReadSignersAsync(request.AccountSid!, cancellationToken);
        return addresses.FirstOrDefault(url => Fitting(signers, url, request.Form, signature).Length > 0);
    }

    private static OrganizationId[] Fitting(IReadOnlyList<TwilioSigner> signers, string url, IReadOnlyList<KeyValuePair<string, string>> form, string signature) =>
        [.. signers.Where(signer => signer.AuthTokens.Any(token => TwilioSignature.IsValid(token, url, form, signature))).Select(signer => signer.OrganizationId)];

    private async Task<IReadOnlyList<TwilioSigner>> ReadSignersAsync(string accountSid, CancellationToken cancellationToken) =>
    [
        .. (await accounts.FindByAccountSidAsync(accountSid, cancellationToken)).Select(found => new TwilioSigner(
            found.OrganizationId,
            [.. new[] { found.Account.ProtectedAuthToken, found.Account.ProtectedPreviousAuthToken }.Where(stored => stored is { Length: > 0 }).Select(stored => Read(found.OrganizationId, stored!)).OfType<string>()])),
    ];

    private string? Read(OrganizationId organizationId, string stored)
    {
        try
        {
            return secrets.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            LogUnreadableToken(organizationId.Value);
            return null;
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "An auth token of organization {OrganizationId} can no longer be read; its webhooks are refused until it is saved again")]
    private partial void LogUnreadableToken(Guid organizationId);
}
