using CrmVoice.Application.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>All organizations of the installation by name, for an installation admin.</summary>
public sealed record ListOrganizations : IQuery<IReadOnlyList<OrganizationRow>>;

internal sealed class ListOrganizationsHandler(IInstallation installation)
    : IRequestHandler<ListOrganizations, IReadOnlyList<OrganizationRow>>
{
    public Task<IReadOnlyList<OrganizationRow>> Handle(ListOrganizations query, CancellationToken cancellationToken) =>
        installation.ListOrganizationsAsync(cancellationToken);
}
