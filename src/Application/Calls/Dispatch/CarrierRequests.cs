using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Dispatch;

internal static class CarrierRequests
{
    public static async Task<(CarrierRequest Request, Call Call)> GetWithCallAsync(
        this ICarrierRequestRepository requests, Guid requestId, ICallRepository calls, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(requestId, cancellationToken) ?? throw new NotFoundException("Request");
        var call = await calls.FindAsync(request.CallId, cancellationToken) ?? throw new NotFoundException("Call");
        return (request, call);
    }

    /// <summary>Adds a request, unless one like it waits or is under way: a question may be asked anew once it was answered.</summary>
    /// <param name="evenIfDone">Whether one that is done counts too.</param>
    public static async Task EnqueueOnceAsync(
        this ICarrierRequestRepository requests,
        (OrganizationId OrganizationId, CallId Id) call,
        string kind,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        string? payload = null,
        TimeSpan delay = default,
        bool evenIfDone = false)
    {
        var alike = (await requests.ListAsync(call.Id, cancellationToken)).Where(request => request.Kind == kind && request.Payload == payload);
        if (!alike.Any(request => evenIfDone || request.State is CarrierRequestState.Pending or CarrierRequestState.Sending))
        {
            requests.Add(CarrierRequest.Enqueue(call.OrganizationId, call.Id, kind, payload, now, delay));
        }
    }
}
