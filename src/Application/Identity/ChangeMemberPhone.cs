using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>An admin sets the phone that rings for somebody's calls.</summary>
/// <param name="Phone">In any spelling; empty for none.</param>
/// <param name="Version">Of the member as the admin saw it.</param>
public sealed record ChangeMemberPhone(Guid MembershipId, string? Phone, int? Version = null) : ICommand;

internal sealed class ChangeMemberPhoneValidator : AbstractValidator<ChangeMemberPhone>
{
    public ChangeMemberPhoneValidator() => RuleFor(c => c.Phone).MaximumLength(64);
}

internal sealed class ChangeMemberPhoneHandler(
    IMembershipRepository members, IOrganizationDirectory organizations, IPhoneNumbers phoneNumbers, IAuditLog audit)
    : IRequestHandler<ChangeMemberPhone, Unit>
{
    public async Task<Unit> Handle(ChangeMemberPhone command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        member.EnsureStillAt(command.Version);
        var phone = phoneNumbers.ReadMemberPhone(command.Phone, await organizations.GetCallingProfileAsync(cancellationToken));
        audit.AddPhoneChange(member, phone);
        member.ChangePhone(phone);
        return Unit.Value;
    }
}
