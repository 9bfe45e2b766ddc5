using CrmVoice.Application.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>The invitation behind a link; null where the link is not valid, or no longer.</summary>
public sealed record FindInvitation(string? Token) : IQuery<FoundInvitation?>;

internal sealed class FindInvitationHandler(IInvitations invitations) : IRequestHandler<FindInvitation, FoundInvitation?>
{
    public Task<FoundInvitation?> Handle(FindInvitation query, CancellationToken cancellationToken) =>
        invitations.FindAsync(query.Token, cancellationToken);
}
