using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Another code for the number that waits for one, or the first for a phone that an admin has set. Earlier codes stop working.
/// </summary>
[NotAudited("the call that says the code is audited")]
public sealed record RequestPhoneCode : ICommand<PhoneCodeToSay>;

internal sealed class RequestPhoneCodeHandler(
    IMembershipRepository members, PhoneCodes codes, IOrganizationDirectory organizations, IPhoneNumbers phoneNumbers, ICurrentUser user)
    : IRequestHandler<RequestPhoneCode, PhoneCodeToSay>
{
    public async Task<PhoneCodeToSay> Handle(RequestPhoneCode command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var toConfirm = me.PendingPhone ?? (me.PhoneConfirmedAt is null ? me.Phone : null);
        // It may have been stored by earlier rules, or be the organization's own by now.
        var phone = phoneNumbers.ReadMemberPhone(toConfirm?.Value, organization) ?? throw new NotFoundException("Phone to confirm");
        return await codes.MakeAsync(me, phone, organization, cancellationToken);
    }
}
