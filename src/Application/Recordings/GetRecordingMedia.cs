using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Recordings;

/// <summary>The audio of a recording, fetched from Twilio by an address made of its SID.</summary>
/// <param name="Range">The part that is wanted, or null for the whole.</param>
public sealed record GetRecordingMedia(Guid CallId, Guid RecordingId, ByteRange? Range) : IQuery<RecordingMedia>;

internal sealed class GetRecordingMediaHandler(ICallDirectory calls, IRecordingAudio audio, ICurrentUser user) : IRequestHandler<GetRecordingMedia, RecordingMedia>
{
    public async Task<RecordingMedia> Handle(GetRecordingMedia query, CancellationToken cancellationToken)
    {
        var (callId, recordingId) = (new CallId(query.CallId), new RecordingId(query.RecordingId));
        var found = await calls.FindRecordingAsync(callId, recordingId, cancellationToken) ?? throw new NotFoundException("Recording");
        user.EnsureOwnOr(Permission.ListenToAllRecordings, found.AgentId);
        return await audio.OpenAsync(found.Sid, query.Range, cancellationToken) ?? throw new NotFoundException("Recording");
    }
}
