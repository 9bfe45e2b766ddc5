using CrmVoice.Application.Calls;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallForm
{
    public string? To { get; init; }

    public Guid? ContactId { get; init; }

    public Guid? OpportunityId { get; init; }

    public PlaceCall ToCommand() => new(To, ContactId, OpportunityId);
}
