using CrmVoice.Application.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Whose account signed a webhook. An account's auth token is needed even where REST uses an API key: keys sign nothing.
/// The token before the present one is accepted too, while Twilio promotes a new one (Twilio: "Auth tokens and how to change them").
/// </summary>
internal sealed class TwilioSignatures(TwilioSigners signers, AuthTokenUses uses, IOptions<PublicAddress> address) : ICarrierSignatures
{
    public async Task<OrganizationId?> VerifyAsync(SignedRequest request, CancellationToken cancellationToken)
    {
        if (request.Signature is not { Length: > 0 } signature || !TwilioAccount.IsAccountSid(request.AccountSid))
        {
            return null;
        }

        var url = AddressOf(request.Path) + request.QueryString;
        var fields = FieldsOf(request);
        var fitting = Fitting(signers.Recall(request.AccountSid!), url, fields, signature);
        if (fitting.Length == 0)
        {
            // Nobody known, or a token that was saved a moment ago.
            fitting = Fitting(await signers.ReadAsync(request.AccountSid!, cancellationToken), url, fields, signature);
        }

        // Only an organization whose own token fits may be chosen: otherwise one could write the other's account SID beside a token of its
        // own making.
        var signed = fitting.Length > 1
            ? await signers.FindOwnerOfCallAsync(request.CallId, cancellationToken) is { } owner
                ? fitting.FirstOrDefault(one => one.OrganizationId == owner)
                : null
            : fitting.FirstOrDefault();
        if (signed is not null)
        {
            uses.Note(signed);
        }

        return signed?.OrganizationId;
    }

    public string AddressOf(string path) => address.Value.UrlOf(path is ['/', .. var rest] ? rest : path);

    // The signers were read anew a moment ago, when the signature did not fit.
    public string? FindSignedAddress(SignedRequest request, IReadOnlyList<string> addresses)
    {
        var fields = FieldsOf(request);
        return
            request is { Signature: { Length: > 0 } signature, AccountSid: { Length: > 0 } account }
            && signers.Recall(account) is { Count: > 0 } known
            ? addresses.FirstOrDefault(url => Fitting(known, url, fields, signature).Length > 0)
            : null;
    }

    // Not for an account that nobody has.
    private static Lazy<string> FieldsOf(SignedRequest request) => new(() => TwilioSignature.Join(request.Form));

    private static AuthTokenUse[] Fitting(IReadOnlyList<TwilioSigner> signers, string url, Lazy<string> fields, string signature) =>
        [
            .. from signer in signers
               let token = signer.AuthTokens.FirstOrDefault(token => TwilioSignature.IsValid(token.Text, url, fields.Value, signature))
               where token is not null
               select new AuthTokenUse(signer.OrganizationId, token.Stored),
        ];
}
