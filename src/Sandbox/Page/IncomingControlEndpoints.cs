using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Page;

/// <summary>Customers who call in, for tests.</summary>
internal static class IncomingControlEndpoints
{
    /// <param name="To">One of the accounts' numbers (E.164).</param>
    /// <param name="From">As the network sends it: a number, or a word such as anonymous.</param>
    private sealed record IncomingRequest(
        string To,
        string From,
        string? CallerName = null,
        string? ForwardedFrom = null,
        string? Keys = null,
        double? StaysSeconds = null,
        double? SpeaksSeconds = null);

    public static void MapIncomingControl(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/control/incoming", (IncomingRequest request, InboundCalls incoming) => Answer(incoming.Place(Customer(request))));

    private static IncomingCustomer Customer(IncomingRequest request) => new(
        request.To,
        request.From,
        new CallerFacts(request.CallerName, request.ForwardedFrom),
        request.Keys,
        Seconds(request.StaysSeconds),
        Seconds(request.SpeaksSeconds));

    private static TimeSpan? Seconds(double? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;

    private static IResult Answer((SandboxCall? Call, IncomingRefusal Refusal) placed) => placed switch
    {
        { Call: { } call } => Results.Created((string?)null, new { call.Sid }),
        { Refusal: IncomingRefusal.UnknownNumber } => Results.NotFound(new { Reason = "No account has this number." }),
        _ => Results.Conflict(new { Reason = "The number has no VoiceUrl." }),
    };
}
