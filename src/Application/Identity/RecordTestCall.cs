using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>A test call to the person's own phone was answered.</summary>
/// <param name="Phone">The number that was called, E.164.</param>
[NotAudited("the call was audited when it was placed")]
public sealed record RecordTestCall(string Phone) : ICommand;

internal sealed class RecordTestCallHandler(IMembershipRepository members, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<RecordTestCall, Unit>
{
    public async Task<Unit> Handle(RecordTestCall command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        me.ConfirmPhone(PhoneNumber.Parse(command.Phone), clock.GetUtcNow());
        return Unit.Value;
    }
}
