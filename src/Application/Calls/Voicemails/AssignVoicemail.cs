using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Voicemails;

/// <summary>Gives a message to a member, who is to see to it, or back to everybody.</summary>
/// <param name="MemberId">Null for everybody.</param>
[NotAudited("whose it is stands with the message")]
public sealed record AssignVoicemail(Guid Id, Guid? MemberId) : ICommand;

internal sealed class AssignVoicemailHandler(IVoicemailRepository voicemails, IMemberDirectory members)
    : IRequestHandler<AssignVoicemail, Unit>
{
    public async Task<Unit> Handle(AssignVoicemail command, CancellationToken cancellationToken)
    {
        var voicemail = await voicemails.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("Voicemail");
        var member = command.MemberId is { } id ? new MembershipId(id) : (MembershipId?)null;
        if (member is { } chosen && !await members.MayAsync(chosen, Permission.PlaceCalls, cancellationToken))
        {
            throw new NotFoundException("Member");
        }

        voicemail.AssignTo(member);
        return Unit.Value;
    }
}
