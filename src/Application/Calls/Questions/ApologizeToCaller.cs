using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Application.Voice.Contracts;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>What is said on a leg when CrmVoice itself fails, in the current organization's language.</summary>
public sealed record ApologizeToCaller : IQuery<CallInstruction>;

internal sealed class ApologizeToCallerHandler(IOrganizationDirectory organizations, KnownApologies apologies)
    : IRequestHandler<ApologizeToCaller, CallInstruction>
{
    public async Task<CallInstruction> Handle(ApologizeToCaller query, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return apologies.Learn(organization.Id, SpokenWords.Of(organization));
    }
}
