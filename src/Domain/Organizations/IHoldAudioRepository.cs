using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

public interface IHoldAudioRepository
{
    void Add(HoldAudio audio);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<HoldAudio?> FindAsync(HoldAudioId id, CancellationToken cancellationToken);
}
