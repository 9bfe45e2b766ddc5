using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The outcome of a request to the carrier to make a call.</summary>
public abstract record CreateOutcome
{
    private CreateOutcome()
    {
    }

    /// <param name="EstimatedWait">How long the carrier expects the call to queue.</param>
    public sealed record Accepted(string CallSid, TimeSpan EstimatedWait) : CreateOutcome;

    public sealed record Refused(CarrierError Error) : CreateOutcome;

    /// <summary>The carrier certainly did not take the request; it is safe to send it again.</summary>
    public sealed record NotTaken(TimeSpan? RetryAfter, CarrierError Error) : CreateOutcome
    {
        /// <summary>The carrier was reached and asked too often.</summary>
        public bool WasAskedTooOften => Error != CarrierError.Unreachable;
    }

    /// <summary>The carrier may have made the call: no answer, a broken one, or a server error.</summary>
    public sealed record Unclear(string Note) : CreateOutcome;
}
