using System.Runtime.InteropServices;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Carrier.Contracts;
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
public sealed class SoundFilesController(ISoundLibrary library) : ControllerBase
{
    private const string Forever = "public, max-age=31536000, immutable";

    [HttpGet(RoomSounds.Folder + "/{file}")]
    [HttpHead(RoomSounds.Folder + "/{file}")]
    public IActionResult Play([FromRoute] string file)
    {
        if (library.Find(file) is not { } sound || !MemoryMarshal.TryGetArray(sound.Content, out var content))
        {
            return NotFound();
        }

        // An address of another version, beside which this one runs: what is heard is the same kind of sound.
        Response.Headers.CacheControl = sound.Name == file ? Forever : "no-store";
        return File(
            new MemoryStream(content.Array!, content.Offset, content.Count, writable: false),
            sound.ContentType,
            lastModified: null,
            new EntityTagHeaderValue($"\"{sound.Version}\""),
            enableRangeProcessing: true);
    }
}
