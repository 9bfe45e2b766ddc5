using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>How the organization's calls are made.</summary>
public sealed record GetCallSettings : IQuery<CallSettingsView>;

/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
/// <param name="DefaultTopology">Of the installation: what holds where the organization has not chosen.</param>
public sealed record CallSettingsView(CallSettings Settings, int Version, Topology DefaultTopology);

internal sealed class GetCallSettingsHandler(IReadDb db, CallDefaults defaults) : IRequestHandler<GetCallSettings, CallSettingsView>
{
    public async Task<CallSettingsView> Handle(GetCallSettings query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        return new CallSettingsView(organization.CallSettings, organization.Version, defaults.Topology);
    }
}
