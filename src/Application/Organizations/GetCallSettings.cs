using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>How the organization's calls are made.</summary>
public sealed record GetCallSettings : IQuery<CallSettings>;

internal sealed class GetCallSettingsHandler(IOrganizationDirectory organizations) : IRequestHandler<GetCallSettings, CallSettings>
{
    public async Task<CallSettings> Handle(GetCallSettings query, CancellationToken cancellationToken) =>
        (await organizations.GetCallingProfileAsync(cancellationToken)).Settings;
}
