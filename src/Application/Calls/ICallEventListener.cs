using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls;

/// <summary>Hears of every committed change of a call, in order, in every process: what browsers see live comes from here.</summary>
public interface ICallEventListener
{
    Task OnCallEventAsync(CallEvent happened, CancellationToken cancellationToken);
}
