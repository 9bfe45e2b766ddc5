using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Takes an invitation back: its link stops working.</summary>
public sealed record RevokeInvitation(Guid InvitationId) : ICommand;

internal sealed class RevokeInvitationHandler(IInvitationRepository invitations, TimeProvider clock) : IRequestHandler<RevokeInvitation, Unit>
{
    public async Task<Unit> Handle(RevokeInvitation command, CancellationToken cancellationToken)
    {
        var invitation = await invitations.FindAsync(new InvitationId(command.InvitationId), cancellationToken) ?? throw new NotFoundException("Invitation");
        invitation.Revoke(clock.GetUtcNow());
        return Unit.Value;
    }
}
