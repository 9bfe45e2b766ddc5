using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Voicemails;

/// <summary>Puts a message into the inbox, in the transaction in which Twilio says that it has it.</summary>
internal sealed class VoicemailKeeper(ICallRepository calls, IVoicemailRepository voicemails)
    : INotificationHandler<DomainEventNotification<VoicemailLeft>>
{
    public async Task Handle(DomainEventNotification<VoicemailLeft> notification, CancellationToken cancellationToken)
    {
        var (callId, _, recordingId) = notification.Event;
        if (await calls.FindAsync(callId, cancellationToken) is { } call
            && await voicemails.FindAsync(recordingId, cancellationToken) is null)
        {
            voicemails.Add(Voicemail.Of(call, call.Recordings.Single(recording => recording.Id == recordingId)));
        }
    }
}
