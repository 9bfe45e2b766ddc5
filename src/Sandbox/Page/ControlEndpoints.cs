using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Page;

/// <summary>What the page does, for tests: JSON, without credentials, on this machine only.</summary>
internal static class ControlEndpoints
{
    /// <param name="To">The number meant; left out, it is the next leg of the kind, whatever its number.</param>
    private sealed record NextRequest(string Leg, string Behaviour, string? To = null);

    private sealed record DigitsRequest(string Digits);

    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        var sandbox = endpoints.MapGroup("/sandbox");
        sandbox.MapPost(
            "/next",
            (NextRequest next, Controls controls) =>
                controls.Next(next.Leg, next.Behaviour, next.To) ? Results.NoContent() : Results.BadRequest());
        sandbox.MapPost(
            "/calls/{sid}/digits",
            (string sid, DigitsRequest keys, Controls controls) =>
                controls.Press(sid, keys.Digits) ? Results.NoContent() : Results.NotFound());
        sandbox.MapPost(
            "/calls/{sid}/hangup",
            (string sid, Controls controls) => controls.HangUp(sid) ? Results.NoContent() : Results.NotFound());
        sandbox.MapPost(
            "/calls/{sid}/lose",
            (string sid, Controls controls) => controls.Lose(sid) ? Results.NoContent() : Results.NotFound());
        sandbox.MapGet(
            "/calls/{sid}/said",
            (string sid, CallStore calls) =>
                calls.Find(sid) is { } call ? Results.Ok(new { Said = call.Said.ToArray() }) : Results.NotFound());
        sandbox.MapGet(
            "/calls",
            (CallStore calls) =>
                calls.NewestFirst.Select(call => new
                {
                    call.Sid,
                    ParentCallSid = call.Parent?.Sid,
                    AccountSid = call.Account.Sid,
                    call.From,
                    call.To,
                    Status = call.Status.Text(),
                    Behaviour = call.Behaviour.Name,
                    call.Duration,
                    call.CreatedAt,
                    call.EndedAt,
                    Said = call.Said.ToArray(),
                    HeardDigits = call.HeardDigits.ToArray(),
                }));
        sandbox.MapGet(
            "/requests",
            (RequestLog log) =>
                log.Latest.Select(request => new
                {
                    request.CallSid,
                    request.Purpose,
                    request.Method,
                    request.Url,
                    Parameters = request.Parameters.ToDictionary(),
                    request.StatusCode,
                    Failure = request.Failure.ToString(),
                    request.At,
                }));
    }
}
