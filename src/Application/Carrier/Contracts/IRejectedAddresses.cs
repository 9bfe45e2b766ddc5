namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>What rejected webhooks reveal about the address at which Twilio calls us.</summary>
public interface IRejectedAddresses
{
    /// <summary>
    /// The addresses for which webhooks rejected in the last 24 hours were validly signed, latest first, as far as samples are kept.
    /// </summary>
    Task<IReadOnlyList<OtherAddress>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>Twilio called us at an address that is not ours. Both are in the form of <c>PublicBaseUrl</c>.</summary>
/// <param name="Called">What Twilio called and signed for.</param>
/// <param name="Ours">Our own address at the time.</param>
/// <param name="LastAt">When it last did (UTC).</param>
public sealed record OtherAddress(string Called, string Ours, DateTimeOffset LastAt);
