using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>What is said on a leg when CrmVoice itself broke, in the present organization's language.</summary>
public sealed record ApologizeToCaller : IQuery<CallInstruction>
{
    /// <summary>For when not even the organization can be read.</summary>
    public static CallInstruction InEnglish { get; } = new CallInstruction.HangUp(new SpokenWords(new SpokenTexts("en")).SomethingBroke());
}

internal sealed class ApologizeToCallerHandler(IOrganizationDirectory organizations) : IRequestHandler<ApologizeToCaller, CallInstruction>
{
    public async Task<CallInstruction> Handle(ApologizeToCaller query, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return new CallInstruction.HangUp(SpokenWords.Of(organization).SomethingBroke());
    }
}
