using System.Security.Cryptography;
using System.Text;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Organizations;

/// <summary>Looks across organizations: their names differ, and the first is the first of all.</summary>
internal sealed class OrganizationCreation(CrmVoiceDbContext db, OrganizationScope scope, TimeProvider clock) : IOrganizationCreation
{
    // Its row is never given back: of two who set up the same database at once, the second cannot store it, nor anything else with it.
    private const string FirstRun = "first-run";

    public Task<bool> IsAnyAsync(CancellationToken cancellationToken) => All().AnyAsync(cancellationToken);

    public async Task CreateOrganizationAsync(NewOrganization organization, bool asFirst, CancellationToken cancellationToken)
    {
        if (asFirst && await IsAnyAsync(cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.AlreadySetUp, "Somebody else has just set up CrmVoice.");
        }

        if (await All().AnyAsync(other => other.Name == organization.Name, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.OrganizationNameTaken, $"There is an organization {organization.Name} already.");
        }

        scope.Enter(organization.Id);
        var now = clock.GetUtcNow();
        db.Add(Organization.Create(
            organization.Id, organization.Name, organization.Country, organization.Language, organization.TimeZone, now));
        // Neither is given back. A retry finds the organization that was first.
        db.Add(new LeaseRow { Name = NameLease(organization.Name), Holder = organization.Id.Value, Until = now });
        if (asFirst)
        {
            db.Add(new LeaseRow { Name = FirstRun, Holder = organization.Id.Value, Until = now });
        }
    }

    // Of two who create organizations of the same name at once, the second cannot store it.
    private static string NameLease(string name) =>
        $"organization {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))}";

    private IQueryable<Organization> All() => db.Organizations.OfAllOrganizations().AsNoTracking();
}
