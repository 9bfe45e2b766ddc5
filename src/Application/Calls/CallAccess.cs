using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

internal static class CallAccess
{
    /// <exception cref="NotFoundException">No such call in this organization.</exception>
    public static async Task<Call> GetAsync(this ICallRepository calls, Guid id, CancellationToken cancellationToken) =>
        await calls.FindAsync(new CallId(id), cancellationToken) ?? throw new NotFoundException("Call");
}
