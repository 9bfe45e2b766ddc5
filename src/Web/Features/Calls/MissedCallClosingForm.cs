using System.Globalization;
using CrmVoice.Application.Calls.Missed;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Calls;

public sealed class MissedCallClosingForm
{
    [Field("missed-calls.reason")]
    public MissedCallReason? Reason { get; init; }

    /// <summary>When the last call came in that the page showed (round-trip form); left out, all that there are are meant.</summary>
    public string? LastAt { get; init; }

    public CloseMissedCaller ToCommand(Guid id) => new(
        id,
        Reason,
        DateTimeOffset.TryParse(LastAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : DateTimeOffset.MaxValue);
}
