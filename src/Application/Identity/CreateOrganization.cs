using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Creates an organization with its first admin: on the first-run page, or from the command line. Whoever does the first run becomes an
/// installation admin as well.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Language">IETF language tag.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="AdminPassword">Null where the admin is to choose it by a link.</param>
/// <param name="AsFirst">Whether to refuse if there is an organization already.</param>
public sealed record CreateOrganization(
    string Name,
    string Country,
    string Language,
    string TimeZone,
    string AdminName,
    string AdminEmail,
    string? AdminPassword,
    bool AsFirst) : ICommand<UserId>
{
    /// <summary>Stays the same when the command runs again because another writer was faster.</summary>
    public OrganizationId Id { get; } = OrganizationId.New();
}

internal sealed class CreateOrganizationValidator : AbstractValidator<CreateOrganization>
{
    public CreateOrganizationValidator()
    {
        RuleFor(c => c.Name).IsOrganizationName();
        RuleFor(c => c.Country).Must(Places.IsCountry);
        RuleFor(c => c.Language).Must(Languages.Speaks);
        RuleFor(c => c.TimeZone).Must(Places.IsTimeZone);
        RuleFor(c => c.AdminName).IsPersonName();
        RuleFor(c => c.AdminEmail).IsEmail();
        RuleFor(c => c.AdminPassword).IsStrongPassword().When(c => c.AdminPassword is not null);
    }
}

internal sealed class CreateOrganizationHandler(
    IOrganizationCreation organizations, IMembershipRepository members, IPeople people, IInstallation installation, IAuditLog audit)
    : IRequestHandler<CreateOrganization, UserId>
{
    public async Task<UserId> Handle(CreateOrganization command, CancellationToken cancellationToken)
    {
        var organization = new NewOrganization(command.Id, command.Name, command.Country, command.Language, command.TimeZone);
        await organizations.CreateOrganizationAsync(organization, command.AsFirst, cancellationToken);
        var admin = await people.AddAsync(command.AdminEmail, command.AdminPassword, cancellationToken);
        var member = Membership.Join(MembershipId.New(), command.Id, admin, command.AdminName, Role.Admin, phone: null);
        members.Add(member);
        // The first is set up by whoever is to be its admin; another by whoever runs the server.
        audit.Add(new Audited(AuditAction.OrganizationCreated, AuditedKind.Organization, command.Id.Value)
        {
            By = command.AsFirst ? member.Id : null,
        });
        if (command.AsFirst)
        {
            await installation.ChangeAdminAsync(admin, isAdmin: true, cancellationToken);
            audit.Add(new Audited(AuditAction.InstallationAdminGiven, AuditedKind.Member, member.Id.Value) { By = member.Id });
        }

        return admin;
    }
}
