using CrmVoice.Application.Calls;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallForm
{
    public string? To { get; init; }

    public Guid? ContactId { get; init; }

    public Guid? OpportunityId { get; init; }

    /// <summary>Keys that are pressed once the contact has answered, such as an extension.</summary>
    public string? SendDigits { get; init; }

    public PlaceCall ToCommand() =>
        new(To, ContactId, OpportunityId) { SendDigits = string.IsNullOrWhiteSpace(SendDigits) ? null : SendDigits.Trim() };
}
