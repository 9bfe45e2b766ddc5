using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface IVoicemailRepository
{
    void Add(Voicemail voicemail);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Voicemail?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Null where the recording is no message in the inbox.</summary>
    Task<Voicemail?> FindAsync(RecordingId recordingId, CancellationToken cancellationToken);
}
