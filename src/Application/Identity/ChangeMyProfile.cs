using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Own phone and language. A new number rings for calls once the code that is said on it was entered; until then the present one does.
/// </summary>
/// <param name="Phone">In any spelling; empty for none.</param>
/// <param name="Language">IETF language tag; empty follows the organization.</param>
/// <param name="Version">Of the profile as the person saw it.</param>
public sealed record ChangeMyProfile(string? Phone, string? Language, int? Version = null) : ICommand<PhoneCodeToSay?>;

internal sealed class ChangeMyProfileValidator : AbstractValidator<ChangeMyProfile>
{
    public ChangeMyProfileValidator()
    {
        RuleFor(c => c.Phone).MaximumLength(64);
        RuleFor(c => c.Language).Must(Languages.Speaks!).When(c => !string.IsNullOrEmpty(c.Language));
    }
}

internal sealed class ChangeMyProfileHandler(
    IMembershipRepository members,
    PhoneCodes codes,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    IAuditLog audit,
    ICurrentUser user)
    : IRequestHandler<ChangeMyProfile, PhoneCodeToSay?>
{
    /// <returns>The code that has to be said on a new number; null where there is none.</returns>
    public async Task<PhoneCodeToSay?> Handle(ChangeMyProfile command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        me.EnsureStillAt(command.Version);
        me.ChooseLanguage(string.IsNullOrEmpty(command.Language) ? null : command.Language);
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var shown = me.PendingPhone ?? me.Phone;
        var phone = phoneNumbers.ReadMemberPhone(command.Phone, organization, shown);
        if (phone is not null && phone != me.Phone)
        {
            return phone == me.PendingPhone ? null : await codes.MakeAsync(me, phone, organization, cancellationToken);
        }

        if (phone != shown || phone is null)
        {
            audit.AddPhoneChange(me, phone);
            me.ChangePhone(phone);
        }

        return null;
    }
}
