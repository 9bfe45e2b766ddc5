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
    /// <summary>Committed changes of calls in order, so that nobody need poll every call.</summary>
    /// <remarks>Ask again with <c>after</c> set to the <c>nextAfter</c> of the answer: it always stands there, also when there was nothing new.</remarks>
    [HttpGet(Name = "listEvents")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<CallEventPage>(StatusCodes.Status200OK, Description = "What has happened since.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    public async Task<IActionResult> Index([FromQuery(Name = "")] EventFilters filters, CancellationToken cancellationToken)
    {
        var events = await mediator.Send(new ListCallEvents(filters.After, filters.Limit), cancellationToken);
        return Ok(new CallEventPage(events, events.Count > 0 ? events[^1].Id : filters.After));
    }
}

public sealed record EventFilters
{
    [Description("The `nextAfter` of the answer before; 0 from the beginning.")]
    [DefaultValue(0L)]
    public long After { get; init; }

    [Description("Most events to answer with, 1 to 200.")]
    [DefaultValue(ListCalls.DefaultLimit)]
    public int Limit { get; init; } = ListCalls.DefaultLimit;
}

/// <param name="NextAfter">What to ask with next.</param>
public sealed record CallEventPage(IReadOnlyList<CallEventItem> Items, long NextAfter);
