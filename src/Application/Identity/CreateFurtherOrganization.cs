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
/// An installation admin creates another organization; whoever is to be its first admin gets an invitation. The installation admin does not
/// become a member. Sent while no organization is entered: the new one is.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Language">IETF language tag.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record CreateFurtherOrganization(
    string Name,
    string Country,
    string Language,
    string TimeZone,
    string AdminName,
    string AdminEmail) : ICommand<InvitationLink>
{
    /// <summary>Stays the same when the command runs again because another writer was faster.</summary>
    public OrganizationId Id { get; } = OrganizationId.New();
}

internal sealed class CreateFurtherOrganizationValidator : AbstractValidator<CreateFurtherOrganization>
{
    public CreateFurtherOrganizationValidator()
    {
        RuleFor(c => c.Name).IsOrganizationName();
        RuleFor(c => c.Country).Must(Places.IsCountry);
        RuleFor(c => c.Language).Must(Languages.Speaks);
        RuleFor(c => c.TimeZone).Must(Places.IsTimeZone);
        RuleFor(c => c.AdminName).IsPersonName();
        RuleFor(c => c.AdminEmail).IsEmail();
    }
}

internal sealed class CreateFurtherOrganizationHandler(
    IOrganizationCreation organizations,
    IInvitationRepository invitations,
    InvitationMailing mailing,
    HourlyLimits limits,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<CreateFurtherOrganization, InvitationLink>
{
    public async Task<InvitationLink> Handle(CreateFurtherOrganization command, CancellationToken cancellationToken)
    {
        await limits.EnsureAsync(HourlyLimit.Organizations, cancellationToken);
        var organization = new NewOrganization(command.Id, command.Name, command.Country, command.Language, command.TimeZone);
        await organizations.CreateOrganizationAsync(organization, asFirst: false, cancellationToken);
        var token = Invitation.NewToken();
        var invitation = Invitation.Send(
            command.Id, command.AdminEmail, command.AdminName, Role.Admin, user.MembershipId, token, clock.GetUtcNow());
        invitations.Add(invitation);
        // The new organization does not know the member of another one by name: it is told which person it was.
        audit.Add(new Audited(AuditAction.OrganizationCreated, AuditedKind.Organization, command.Id.Value)
        {
            By = user.MembershipId,
            Changes = AuditedChange.Between(("installation-admin", null, user.UserId.Value.ToString())),
        });
        audit.Add(new Audited(AuditAction.OrganizationAdded, AuditedKind.Organization, command.Id.Value) { In = user.OrganizationId });
        return mailing.Mail(invitation, token, command.Name, command.Language);
    }
}
