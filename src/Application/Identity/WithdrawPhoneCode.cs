using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>The call that was to say a code was surely not placed: the code does not count, and its number waits for nothing.</summary>
[NotAudited("nothing comes of it: no call was placed")]
public sealed record WithdrawPhoneCode(Guid CodeId) : ICommand;

internal sealed class WithdrawPhoneCodeHandler(IMembershipRepository members, IPhoneCodeRepository codes, ICurrentUser user)
    : IRequestHandler<WithdrawPhoneCode, Unit>
{
    public async Task<Unit> Handle(WithdrawPhoneCode command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        if (await codes.FindAsync(command.CodeId, cancellationToken) is { } code && code.MembershipId == me.Id)
        {
            codes.Remove(code);
            if (me.PendingPhone == code.Phone)
            {
                me.ForgetPendingPhone();
            }
        }

        return Unit.Value;
    }
}
