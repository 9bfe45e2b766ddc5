using System.ComponentModel;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls")]
[Tags("Calls")]
public sealed class CallsApiController(IMediator mediator, CarrierErrorWords words) : RestController
{
    /// <summary>Places a call: CrmVoice calls the token owner's phone, then the number, and bridges the two.</summary>
    /// <remarks>
    /// Returns at once with the call in state <c>requested</c>. Everything that follows, including a refusal by Twilio, shows in the call
    /// itself.
    /// </remarks>
    [HttpPost(Name = "placeCall")]
    [RequirePermission(Permission.PlaceCalls)]
    [EnableRateLimiting(CallsPerMinute.Policy)]
    [ProducesResponseType<CallView>(
        StatusCodes.Status201Created,
        Description = "The call, in state `requested`; its URL is in `Location`.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(
        StatusCodes.Status403Forbidden,
        "`forbidden`; `country-not-allowed`, `blocked-prefix`: of the number, or of the token owner's phone")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`: the contact, or the opportunity, which has to be one of theirs")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`twilio-not-configured`, `agent-phone-missing`, `call-in-progress`, `budget-exhausted` with `allowedFrom` where it is known, "
        + "`concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    [Answers(
        StatusCodes.Status422UnprocessableEntity,
        "`invalid-number`, of either number, with `suggestion` where one is likely for the number to call; `idempotency-key-reused`")]
    [Answers(
        StatusCodes.Status429TooManyRequests,
        "`too-many-requests`, with `Retry-After`: of this token's requests, or of the agent's calls in a minute")]
    public async Task<IActionResult> Create(
        PlaceCallRequest request,
        [
            FromIdempotencyKey,
            Description(
                "1 to 200 characters, not blank, sent once. For 24 hours, the same key with the same request gets the same response and dials only once."
            )
        ]
            string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var command = new PlaceCall(request.To, request.ContactId, request.OpportunityId, idempotencyKey, request.From, request.SendDigits);
        var call = await mediator.Send(command, cancellationToken);
        return Created(Url.Action(nameof(Show), new { id = call.Id }), words.Explain(call));
    }

    /// <summary>A call in full. Agents see their own calls, supervisors and admins all calls.</summary>
    [HttpGet("{id:guid}", Name = "getCall")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<CallView>(StatusCodes.Status200OK, Description = "The call.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken) =>
        Ok(words.Explain(await mediator.Send(new GetCall(id), cancellationToken)));

    /// <summary>Calls of the organization, newest first.</summary>
    /// <remarks>
    /// For other people's calls, agents get the row only: no legs, recordings or notes. <c>state=live</c> is the board of what goes on now.
    /// </remarks>
    [HttpGet(Name = "listCalls")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<CallPage>(StatusCodes.Status200OK, Description = "A page of calls; `nextCursor` is null on the last.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status422UnprocessableEntity, "`invalid-number`")]
    public async Task<IActionResult> Index([FromQuery(Name = "")] CallFilters filters, CancellationToken cancellationToken)
    {
        var page = await mediator.Send(filters.ToQuery(), cancellationToken);
        return Ok(page with { Items = [.. page.Items.Select(words.Explain)] });
    }
}

public sealed record PlaceCallRequest
{
    /// <summary>
    /// The number to call, in any format; the organization's country is assumed. May be omitted if the contact has one. An incomplete or
    /// invalid number is rejected with the reason.
    /// </summary>
    public string? To { get; init; }

    /// <summary>The contact to call.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The opportunity the call is about; it belongs to the contact.</summary>
    public Guid? OpportunityId { get; init; }

    /// <summary>
    /// The number to call from, in any format: one of the organization's. If omitted, the organization's caller ID rule chooses it.
    /// </summary>
    public string? From { get; init; }

    /// <summary>
    /// Keys that are pressed once the contact has answered, such as an extension: 1 to 32 of 0 to 9, *, #, and w for a pause of half a
    /// second.
    /// </summary>
    public string? SendDigits { get; init; }
}

public sealed record CallFilters
{
    [Description("State of the call; `live` for all but `ended`, supervisors and admins only.")]
    public CallStateFilter? State { get; init; }

    [Description("Result of the call.")]
    public CallResult? Result { get; init; }

    [Description("Direction of the call.")]
    public CallDirection? Direction { get; init; }

    [Description("The agent who placed the call.")]
    public Guid? AgentId { get; init; }

    [Description("The contact who was called.")]
    public Guid? ContactId { get; init; }

    [Description("The contact's number, in any format; anything else is rejected. A plus sign need not be encoded.")]
    public string? Number { get; init; }

    [Description(
        "Requested at or after this time (ISO 8601, for example `2026-11-26T10:00:00.123456789-03:00`; UTC if no offset is given).")]
    public DateTimeOffset? Since { get; init; }

    [Description("Requested before this time, which must not be earlier than `since` (ISO 8601; UTC if no offset is given).")]
    public DateTimeOffset? Until { get; init; }

    [Description("Maximum number of calls to return, 1 to 200.")]
    [DefaultValue(ListCalls.DefaultLimit)]
    public int Limit { get; init; } = ListCalls.DefaultLimit;

    [Description("The `nextCursor` of the previous page.")]
    public string? Cursor { get; init; }

    public ListCalls ToQuery() =>
        new(
            State is null or CallStateFilter.Live ? null : (CallState)State,
            Result,
            Direction,
            AgentId,
            ContactId,
            UnencodedPlus.Restore(Number),
            Since,
            Until,
            Limit,
            Cursor,
            IsLive: State is CallStateFilter.Live);
}

/// <summary>The states of a call, and <c>live</c>: all but <c>ended</c>.</summary>
public enum CallStateFilter
{
    Requested = CallState.Requested,
    CallingAgent = CallState.CallingAgent,
    AgentRinging = CallState.AgentRinging,
    AgentAnswered = CallState.AgentAnswered,
    CallingContact = CallState.CallingContact,
    ContactRinging = CallState.ContactRinging,
    Received = CallState.Received,
    Connected = CallState.Connected,
    Ended = CallState.Ended,
    Live = -1,
}
