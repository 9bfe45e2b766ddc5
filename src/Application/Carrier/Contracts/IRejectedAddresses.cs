namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>What rejected webhooks tell of the address that Twilio knows us by.</summary>
public interface IRejectedAddresses
{
    /// <summary>The addresses that webhooks rejected in the last 24 hours were truly signed for, the latest first, as far as they are kept.</summary>
    Task<IReadOnlyList<OtherAddress>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Twilio called us by a name that we do not go by. Both are as <c>PublicBaseUrl</c> would have them.</summary>
/// <param name="Called">What Twilio called and signed for.</param>
/// <param name="Ours">What we went by at the time.</param>
public sealed record OtherAddress(string Called, string Ours);
