using CrmVoice.Application.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>What of the organization's own is played to whoever is on hold; null where it is our music.</summary>
public sealed record GetHoldAudio : IQuery<HoldAudioView?>;

/// <param name="Name">Of the file.</param>
public sealed record HoldAudioView(Guid Id, string Name, int LengthSeconds, int Bytes, DateTimeOffset AddedAt);

internal sealed class GetHoldAudioHandler(IReadDb db) : IRequestHandler<GetHoldAudio, HoldAudioView?>
{
    public async Task<HoldAudioView?> Handle(GetHoldAudio query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        return organization.CallSettings.HoldAudio is not { } id
            ? null
            : await db.HoldAudios.Where(audio => audio.Id == id)
                .Select(audio => new HoldAudioView(audio.Id.Value, audio.Name, audio.LengthSeconds, audio.Bytes, audio.AddedAt))
                .FirstOrDefaultAsync(cancellationToken);
    }
}

/// <summary>Its bytes, also of one that was replaced while calls go on that were placed with it.</summary>
public sealed record GetHoldAudioFile(Guid Id) : IQuery<HoldAudioFile>;

public sealed record HoldAudioFile(AudioKind Kind, ReadOnlyMemory<byte> Content)
{
    public string ContentType => Kind switch
    {
        AudioKind.Wav => "audio/wav",
        AudioKind.Mp3 => "audio/mpeg",
    };
}

internal sealed class GetHoldAudioFileHandler(IReadDb db) : IRequestHandler<GetHoldAudioFile, HoldAudioFile>
{
    public async Task<HoldAudioFile> Handle(GetHoldAudioFile query, CancellationToken cancellationToken)
    {
        var id = new Domain.Common.HoldAudioId(query.Id);
        var audio = await db.HoldAudios.FirstOrDefaultAsync(audio => audio.Id == id, cancellationToken);
        return audio is null ? throw new NotFoundException("Audio") : new HoldAudioFile(audio.Kind, audio.Content);
    }
}
