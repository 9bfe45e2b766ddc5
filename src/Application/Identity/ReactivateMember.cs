using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Lets somebody back in who was deactivated, in the same role.</summary>
public sealed record ReactivateMember(Guid MembershipId) : ICommand;

internal sealed class ReactivateMemberHandler(IMembershipRepository members) : IRequestHandler<ReactivateMember, Unit>
{
    public async Task<Unit> Handle(ReactivateMember command, CancellationToken cancellationToken)
    {
        var member = await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        member.Reactivate();
        return Unit.Value;
    }
}
