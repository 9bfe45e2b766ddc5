using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Own phone and language.</summary>
/// <param name="Phone">In any spelling; empty for none.</param>
/// <param name="Language">IETF language tag; empty follows the organization.</param>
/// <param name="Version">Of the profile as the person saw it.</param>
public sealed record ChangeMyProfile(string? Phone, string? Language, int? Version = null) : ICommand;

internal sealed class ChangeMyProfileValidator : AbstractValidator<ChangeMyProfile>
{
    public ChangeMyProfileValidator()
    {
        RuleFor(c => c.Phone).MaximumLength(64);
        RuleFor(c => c.Language).Must(Languages.Speaks!).When(c => !string.IsNullOrEmpty(c.Language));
    }
}

internal sealed class ChangeMyProfileHandler(
    IMembershipRepository members, IOrganizationDirectory organizations, IPhoneNumbers phoneNumbers, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ChangeMyProfile, Unit>
{
    public async Task<Unit> Handle(ChangeMyProfile command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        me.EnsureStillAt(command.Version);
        var phone = phoneNumbers.ReadMemberPhone(command.Phone, await organizations.GetCallingProfileAsync(cancellationToken), me.Phone);
        audit.AddPhoneChange(me, phone);
        me.ChangePhone(phone);
        me.ChooseLanguage(string.IsNullOrEmpty(command.Language) ? null : command.Language);
        return Unit.Value;
    }
}
