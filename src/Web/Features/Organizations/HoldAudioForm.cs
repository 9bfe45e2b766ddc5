using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class HoldAudioForm : IForm
{
    public string View => "Edit";

    [Field("hold-audio.file")]
    public IFormFile? File { get; init; }

    /// <summary>The id of the audio that the page told of; empty for none.</summary>
    public string? Seen { get; init; }

    [BindNever]
    public HoldAudioView? Present { get; private set; }

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Present = await mediator.Send(new GetHoldAudio(), cancellationToken);

    public ReplaceHoldAudio ToCommand() => new(Read(), File?.FileName ?? "", Seen);

    // One byte more than may be tells that there are too many.
    private ReadOnlyMemory<byte>? Read()
    {
        if (File is null)
        {
            return null;
        }

        using var stream = File.OpenReadStream();
        var bytes = new byte[Math.Min(File.Length, AudioFile.MaxBytes + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
