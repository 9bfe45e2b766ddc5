using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>The audio of a recording, fetched from Twilio by an address made of its SID.</summary>
/// <param name="Range">The part that is wanted, or null for the whole.</param>
public sealed record GetRecordingMedia(Guid CallId, Guid RecordingId, ByteRange? Range) : IQuery<RecordingMedia>;

internal sealed class GetRecordingMediaHandler(IReadDb db, ITelephony telephony, ICurrentUser user) : IRequestHandler<GetRecordingMedia, RecordingMedia>
{
    public async Task<RecordingMedia> Handle(GetRecordingMedia query, CancellationToken cancellationToken)
    {
        var (callId, recordingId) = (new CallId(query.CallId), new RecordingId(query.RecordingId));
        var found = await db.Calls.Where(call => call.Id == callId)
            .Select(call => new { call.AgentId, Sid = call.Recordings.Where(recording => recording.Id == recordingId).Select(recording => recording.Sid).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellationToken);
        if (found?.Sid is not { } sid)
        {
            throw new NotFoundException("Recording");
        }

        user.EnsureOwnOr(Permission.ListenToAllRecordings, found.AgentId);
        return await telephony.OpenRecordingAsync(sid, query.Range, cancellationToken) ?? throw new NotFoundException("Recording");
    }
}
