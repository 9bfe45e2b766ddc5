using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Dispatch;

internal static class Backoff
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(15);

    /// <summary>1 s, 2 s, 4 s … up to 15 s.</summary>
    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, attempts - 1)));
}

internal static class CarrierRequests
{
    public static async Task<(CarrierRequest Request, Call Call)> GetWithCallAsync(
        this ICarrierRequestRepository requests, Guid requestId, ICallRepository calls, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(requestId, cancellationToken) ?? throw new NotFoundException("Request");
        var call = await calls.FindAsync(request.CallId, cancellationToken) ?? throw new NotFoundException("Call");
        return (request, call);
    }
}
