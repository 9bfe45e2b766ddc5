using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Sounds;

/// <summary>
/// What a leg hears that is on hold: the organization's own audio as it was when the call was placed, whatever has taken its place since;
/// null for the music that CrmVoice brings along.
/// </summary>
public sealed record GetHoldSound(Guid CallId) : IQuery<HoldAudioId?>;

internal sealed class GetHoldSoundHandler(IReadDb db) : IRequestHandler<GetHoldSound, HoldAudioId?>
{
    public Task<HoldAudioId?> Handle(GetHoldSound query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        return db.Calls.Where(call => call.Id == id).Select(call => call.Settings.HoldAudio).FirstOrDefaultAsync(cancellationToken);
    }
}
