using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>
/// What an organization has played to whoever is on hold, in place of our music. It never changes: another one takes its place, and it
/// stays until no call needs it that was placed with it.
/// </summary>
public sealed class HoldAudio : IOrganizationOwned
{
    public const int NameMaxLength = 120;

    private HoldAudio()
    {
    }

    public HoldAudioId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>What the file was called where it came from, without its folder; only shown.</summary>
    public string Name { get; private set; } = "";

    public AudioKind Kind { get; private set; }

    public int LengthSeconds { get; private set; }

    public int Bytes { get; private set; }

    public byte[] Content { get; private set; } = [];

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Since when calls are placed without it (UTC); null for the present one.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <param name="content">Known to be playable.</param>
    /// <exception cref="ArgumentException">It cannot be played.</exception>
    public static HoldAudio Keep(OrganizationId organizationId, string fileName, byte[] content, DateTimeOffset now)
    {
        if (AudioFile.FaultOf(content, out var file) is { } fault)
        {
            throw new ArgumentException($"The audio is {fault}.", nameof(content));
        }

        return new HoldAudio
        {
            Id = HoldAudioId.New(),
            OrganizationId = organizationId,
            Name = NameOf(fileName),
            Kind = file!.Kind,
            LengthSeconds = (int)Math.Ceiling(file.Length.TotalSeconds),
            Bytes = content.Length,
            Content = content,
            AddedAt = now,
        };
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    // Some browsers send the whole path.
    private static string NameOf(string fileName)
    {
        var name = new string([.. fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(letter => !char.IsControl(letter))]).Trim();
        return name.Length <= NameMaxLength ? name : name[..NameMaxLength];
    }
}
