namespace CrmVoice.Application.Calls.Sounds;

/// <summary>The sounds that CrmVoice brings along. They hold nothing of any organization.</summary>
public interface ISoundLibrary
{
    /// <param name="file">The last part of its address.</param>
    /// <returns>Null where there is none of that name.</returns>
    SoundFile? Find(string file);
}

/// <param name="Version">Changes with the content.</param>
public sealed record SoundFile(string Name, string ContentType, string Version, ReadOnlyMemory<byte> Content);
