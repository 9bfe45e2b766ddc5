using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

public static class CarrierRequests
{
    /// <summary>
    /// Adds a request, unless an equal one is pending or being sent; one that was to be sent later is sent in time. Once that is done, the
    /// same request may be added again.
    /// </summary>
    /// <param name="evenIfDone">Whether an equal request that is done prevents a new one too.</param>
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
        var alike = (await requests.ListAsync(call.Id, cancellationToken))
            .Where(request => request.Kind == kind && request.Payload == payload)
            .ToList();
        var dueAt = now + delay;
        if (alike.Find(request => request is { State: CarrierRequestState.Pending, Attempts: 0 } && request.DueAt > dueAt) is { } later)
        {
            later.Postpone(dueAt);
        }
        else if (evenIfDone ? alike.Count > 0 : alike.Exists(IsOpen))
        {
            alike.Find(IsOpen)?.NeedAgain();
        }
        else
        {
            requests.Add(CarrierRequest.Enqueue(call.OrganizationId, call.Id, kind, payload, now, delay));
        }
    }

    private static bool IsOpen(CarrierRequest request) => request.State is CarrierRequestState.Pending or CarrierRequestState.Sending;

    /// <summary>Those that Twilio has not answered: waiting to be sent, or under way.</summary>
    public static IQueryable<CarrierRequest> WhereOpen(this IQueryable<CarrierRequest> requests) =>
        requests.Where(request => request.State == CarrierRequestState.Pending || request.State == CarrierRequestState.Sending);
}
