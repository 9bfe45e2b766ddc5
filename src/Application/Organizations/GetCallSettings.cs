using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>How the organization's calls are made.</summary>
public sealed record GetCallSettings : IQuery<CallSettingsView>;

/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
public sealed record CallSettingsView(CallSettings Settings, int Version);

internal sealed class GetCallSettingsHandler(IReadDb db) : IRequestHandler<GetCallSettings, CallSettingsView>
{
    public async Task<CallSettingsView> Handle(GetCallSettings query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        return new CallSettingsView(organization.CallSettings, organization.Version);
    }
}
