using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>
/// Addresses, below the public base URL, where Twilio comes for what is heard in a room: documents that only play sound, and their audio.
/// They say nothing but sound and are served to whoever knows them; they hold only ids of ours.
/// </summary>
public static class RoomSounds
{
    /// <summary>What a leg hears that waits for others; the last part of a path below its leg.</summary>
    public const string Wait = "wait";

    /// <summary>What a leg hears that is on hold; the last part of a path below its leg.</summary>
    public const string Hold = "hold";

    /// <summary>Without a leading slash; below it stands the id of a request.</summary>
    public const string Digits = "twilio/digits";

    /// <summary>Without a leading slash; below it stands the name of a file.</summary>
    public const string Folder = "twilio/sounds";

    private const string Own = "own-";

    public static string PathOfDigits(Guid requestId) => $"{Digits}/{requestId:D}";

    public static string PathOfSound(string file) => $"{Folder}/{file}";

    /// <summary>What audio of an organization's own is called there. It never changes, and nobody guesses it.</summary>
    public static string FileOf(HoldAudioId audio) => $"{Own}{audio.Value:N}";

    /// <returns>Null for the name of a sound that CrmVoice brings along, and for one of nothing.</returns>
    public static HoldAudioId? FindHoldAudio(string file) =>
        file.StartsWith(Own, StringComparison.Ordinal) && Guid.TryParseExact(file[Own.Length..], "N", out var id)
            ? new HoldAudioId(id)
            : null;
}
