using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Calls.CarrierTasks;

internal static class CarrierRequestExtensions
{
    public static async Task<(CarrierRequest Request, Call Call)> GetWithCallAsync(
        this ICarrierRequestRepository requests, Guid requestId, ICallRepository calls, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(requestId, cancellationToken) ?? throw new NotFoundException("Request");
        var call = await calls.FindAsync(request.CallId, cancellationToken) ?? throw new NotFoundException("Call");
        return (request, call);
    }
}
