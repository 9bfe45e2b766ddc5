using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls;

/// <summary>Is notified of every committed change of a call, in order, in every process. Live updates in browsers come from here.</summary>
public interface ICallEventListener
{
    Task OnCallEventAsync(CallEvent happened, CancellationToken cancellationToken);
}
