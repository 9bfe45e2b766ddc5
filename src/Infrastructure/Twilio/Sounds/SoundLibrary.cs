using System.Collections.Frozen;
using System.Security.Cryptography;
using CrmVoice.Application.Calls.Sounds;

namespace CrmVoice.Infrastructure.Twilio.Sounds;

/// <summary>Something that is heard in a room cannot be played, so that nothing may start: the message says what.</summary>
public sealed class SoundUnusableException(string message) : Exception(message);

/// <summary>The sounds that CrmVoice brings along, made when they are first used and checked before the application answers.</summary>
internal sealed class SoundLibrary : ISoundLibrary
{
    private const string HoldName = "hold";
    private const int VersionLength = 16;

    // The same for all of the process.
    private static readonly Lazy<SoundLibrary> own = new(() => new SoundLibrary(
        [
            (HoldName, WaveFile.Write(HoldMusic.Sound())),
            .. RingTone.All.Select(tone => (tone.Name, WaveFile.Write(tone.Sound()))),
        ]));

    private readonly FrozenDictionary<string, SoundFile> byName;

    public SoundLibrary(IEnumerable<(string Name, byte[] Content)> sounds) =>
        byName = sounds.ToFrozenDictionary(
            sound => sound.Name,
            sound =>
            {
                var version = Convert.ToHexStringLower(SHA256.HashData(sound.Content))[..VersionLength];
                return new SoundFile($"{sound.Name}-{version}.wav", WaveFile.ContentType, version, sound.Content);
            },
            StringComparer.Ordinal);

    public static SoundLibrary Own => own.Value;

    public SoundFile Hold => byName[HoldName];

    public SoundFile Of(RingTone tone) => byName[tone.Name];

    // The other version's address, where two run beside each other, has the same name in front of another version.
    public SoundFile? Find(string file) => file.LastIndexOf('-') is > 0 and var end ? byName.GetValueOrDefault(file[..end]) : null;

    /// <exception cref="SoundUnusableException">A sound is missing, no WAVE file, or silent.</exception>
    public void Check()
    {
        foreach (var name in RingTone.All.Select(tone => tone.Name).Prepend(HoldName))
        {
            if (!byName.TryGetValue(name, out var sound) || WaveFile.LengthOf(sound.Content.Span) is null)
            {
                throw new SoundUnusableException($"The sound '{name}', which callers hear in rooms, cannot be played.");
            }
        }
    }
}
