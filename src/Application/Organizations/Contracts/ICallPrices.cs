using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>What calls of the current organization cost, by the prices that Twilio last told.</summary>
public interface ICallPrices
{
    /// <summary>Null while no price is known at all; a number of which none is known is taken for the most expensive one.</summary>
    /// <param name="from">The caller ID.</param>
    Task<CallRates?> FindAsync(PhoneNumber from, PhoneNumber agentPhone, PhoneNumber to, CancellationToken cancellationToken);
}
