using System.Runtime.InteropServices;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// The audio that documents play. Twilio keeps what it has fetched for as long as it is told to, so that an address never changes what it
/// leads to.
/// </summary>
[AllowAnonymous]
[PlaysSound]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class SoundFilesController(ISoundLibrary library, IServiceScopeFactory scopes) : ControllerBase
{
    private const string Forever = "public, max-age=31536000, immutable";

    [HttpGet(RoomSounds.Folder + "/{file}")]
    [HttpHead(RoomSounds.Folder + "/{file}")]
    public async Task<IActionResult> Play([FromRoute] string file, CancellationToken cancellationToken)
    {
        if (library.Find(file) is { } sound)
        {
            // An address of another version, beside which this one runs: what is heard is the same kind of sound.
            return Play(sound.Content, sound.ContentType, sound.Version, isForever: sound.Name == file);
        }

        return RoomSounds.FindHoldAudio(file) is { } id && await FindAsync(id, cancellationToken) is { } own
            ? Play(own.Content, own.ContentType, $"{id.Value:N}", isForever: true)
            : NotFound();
    }

    private FileStreamResult Play(ReadOnlyMemory<byte> content, string contentType, string version, bool isForever)
    {
        Response.Headers.CacheControl = isForever ? Forever : "no-store";
        MemoryMarshal.TryGetArray(content, out var bytes);
        return File(
            new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false),
            contentType,
            lastModified: null,
            new EntityTagHeaderValue($"\"{version}\""),
            enableRangeProcessing: true);
    }

    // In a scope of its own, for the organization that it belongs to.
    private async Task<HoldAudioFile?> FindAsync(HoldAudioId id, CancellationToken cancellationToken)
    {
        await using var own = scopes.CreateAsyncScope();
        var owners = own.ServiceProvider.GetRequiredService<IHoldAudioOwners>();
        if (await owners.FindAsync(id, cancellationToken) is not { } organization)
        {
            return null;
        }

        own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        return await own.ServiceProvider.GetRequiredService<IMediator>().Send(new GetHoldAudioFile(id.Value), cancellationToken);
    }
}
