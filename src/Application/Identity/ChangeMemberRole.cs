using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>An admin gives somebody another role; it takes effect at that person's next request.</summary>
/// <param name="Version">Of the member as the admin saw it.</param>
public sealed record ChangeMemberRole(Guid MembershipId, Role Role, int? Version = null) : ICommand;

internal sealed class ChangeMemberRoleValidator : AbstractValidator<ChangeMemberRole>
{
    public ChangeMemberRoleValidator() => RuleFor(c => c.Role).IsInEnum();
}

internal sealed class ChangeMemberRoleHandler(IMembershipRepository members, IAuditLog audit, IMediator mediator)
    : IRequestHandler<ChangeMemberRole, Unit>
{
    public async Task<Unit> Handle(ChangeMemberRole command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        member.EnsureStillAt(command.Version);
        if (command.Role is not Role.Admin)
        {
            await members.EnsureAnotherAdminAsync(member, cancellationToken);
        }

        var changes = AuditedChange.Between(("role", Kebab.Of(member.Role), Kebab.Of(command.Role)));
        member.ChangeRole(command.Role);
        if (changes.Count > 0)
        {
            audit.Add(new Audited(AuditAction.RoleChanged, AuditedKind.Member, member.Id.Value) { Changes = changes });
            await mediator.Publish(new MemberRightsChanged(member.Id, member.IsActive ? member.Role : null), cancellationToken);
        }

        return Unit.Value;
    }
}
