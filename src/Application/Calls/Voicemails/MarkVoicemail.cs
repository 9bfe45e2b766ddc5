using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Voicemails;

/// <summary>Says that a message has been heard, or is to count as new again.</summary>
[NotAudited("who heard it stands with the message")]
public sealed record MarkVoicemail(Guid Id, bool IsHeard) : ICommand;

internal sealed class MarkVoicemailHandler(IVoicemailRepository voicemails, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<MarkVoicemail, Unit>
{
    public async Task<Unit> Handle(MarkVoicemail command, CancellationToken cancellationToken)
    {
        var voicemail = await voicemails.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("Voicemail");
        if (command.IsHeard)
        {
            voicemail.Hear(user.MembershipId, clock.GetUtcNow());
        }
        else
        {
            voicemail.MarkAsNew();
        }

        return Unit.Value;
    }
}
