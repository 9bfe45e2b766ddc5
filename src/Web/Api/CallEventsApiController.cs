using System.ComponentModel;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/events")]
[Tags("Events")]
public sealed class CallEventsApiController(IMediator mediator) : RestController
{
    /// <summary>Changes of calls in the order they were committed, so that you need not poll every call.</summary>
    /// <remarks>
    /// Continue with <c>after</c> set to the <c>nextAfter</c> of the response, which is always present, even when there is nothing new.
    /// </remarks>
    [HttpGet(Name = "listEvents")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<CallEventPage>(StatusCodes.Status200OK, Description = "The events since then.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    public async Task<IActionResult> Index([FromQuery(Name = "")] EventFilters filters, CancellationToken cancellationToken)
    {
        var events = await mediator.Send(new ListCallEvents(filters.After, filters.Limit), cancellationToken);
        return Ok(new CallEventPage(events, events.Count > 0 ? events[^1].Id : filters.After));
    }
}

public sealed record EventFilters
{
    [Description("The `nextAfter` of the previous response; 0 to start from the beginning.")]
    [DefaultValue(0L)]
    public long After { get; init; }

    [Description("Maximum number of events to return, 1 to 200.")]
    [DefaultValue(ListCalls.DefaultLimit)]
    public int Limit { get; init; } = ListCalls.DefaultLimit;
}

/// <param name="NextAfter">The value of `after` for the next request.</param>
public sealed record CallEventPage(IReadOnlyList<CallEventItem> Items, long NextAfter);
