using System.Globalization;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>
/// A place beside the keys, which every installation keeps: a file that holds an id, and that is locked for as long as its process lives.
/// The system takes the lock back however that ends, so whoever gets the place next knows that the one before is dead, and whose unfinished
/// work is its own.
/// </summary>
internal sealed class ProcessIdentity : IProcessIdentity, IDisposable
{
    private const int MaxProcessesPerMachine = 64;

    private readonly FileStream? place;

    public ProcessIdentity(KeyRing keys)
    {
        try
        {
            place = TakePlace(SecretFiles.CreateFolder(Path.Combine(keys.Folder.FullName, "processes")));
            Id = place is null ? Guid.NewGuid() : ReadOrWriteId(place);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody knows it again, then: what it leaves unfinished is taken up once its claims are old.
            Id = Guid.NewGuid();
        }
    }

    public Guid Id { get; }

    public void Dispose() => place?.Dispose();

    // The machine's name tells copies of the folder apart, which those on several machines may have.
    private static FileStream? TakePlace(DirectoryInfo folder) =>
        Enumerable
            .Range(1, MaxProcessesPerMachine)
            .Select(number =>
                TryLock(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{number}"))))
            .FirstOrDefault(taken => taken is not null);

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Guid ReadOrWriteId(FileStream place)
    {
        Span<byte> known = stackalloc byte[16];
        if (place.ReadAtLeast(known, known.Length, throwOnEndOfStream: false) == known.Length)
        {
            return new Guid(known);
        }

        var id = Guid.NewGuid();
        place.SetLength(0);
        place.Write(id.ToByteArray());
        place.Flush(flushToDisk: true);
        return id;
    }
}
