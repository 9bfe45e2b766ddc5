using System.Globalization;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Recordings;

/// <summary>The audio of a recording, fetched from Twilio by an address made of its SID.</summary>
/// <param name="Range">The part that is wanted, or null for the whole.</param>
public sealed record GetRecordingMedia(Guid CallId, Guid RecordingId, ByteRange? Range) : IQuery<RecordingMedia>;

internal sealed class GetRecordingMediaHandler(ICallDirectory calls, IRecordingAudio audio, ICurrentUser user, IMediator mediator)
    : IRequestHandler<GetRecordingMedia, RecordingMedia>
{
    public async Task<RecordingMedia> Handle(GetRecordingMedia query, CancellationToken cancellationToken)
    {
        var (callId, recordingId) = (new CallId(query.CallId), new RecordingId(query.RecordingId));
        var found = await calls.FindRecordingAsync(callId, recordingId, cancellationToken) ?? throw new NotFoundException("Recording");
        if (!found.IsVoicemail)
        {
            user.EnsureOwnOr(Permission.ListenToAllRecordings, found.Owners);
        }

        var media = await audio.OpenAsync(found.Sid, query.Range, cancellationToken) ?? throw new NotFoundException("Recording");
        try
        {
            // Before any of it is heard.
            await mediator.Send(new RecordListening(query.CallId, query.RecordingId), cancellationToken);
            return media;
        }
        catch
        {
            await media.DisposeAsync();
            throw;
        }
    }
}

/// <summary>Somebody listens to a recording: told once an hour, however many parts a player asks for.</summary>
internal sealed record RecordListening(Guid CallId, Guid RecordingId) : ICommand;

internal sealed class RecordListeningHandler(IAuditLog audit, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<RecordListening, Unit>
{
    public async Task<Unit> Handle(RecordListening command, CancellationToken cancellationToken)
    {
        var hour = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);
        await audit.AddOnceAsync(
            new Audited(AuditAction.RecordingListened, AuditedKind.Recording, command.RecordingId)
            {
                Changes = AuditedChange.Between(("call", null, command.CallId.ToString())),
            },
            $"{user.MembershipId.Value} listened to {command.RecordingId} in {hour}",
            cancellationToken);
        return Unit.Value;
    }
}
