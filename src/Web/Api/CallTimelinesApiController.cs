using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/timeline")]
[Tags("Calls")]
public sealed class CallTimelinesApiController(IMediator mediator) : RestController
{
    /// <summary>Every step of a call in the order it became known. Agents see their own calls, supervisors and admins all calls.</summary>
    [HttpGet(Name = "getCallTimeline")]
    [RequirePermission(Permission.SeeCalls)]
    [ProducesResponseType<CallTimeline>(StatusCodes.Status200OK, Description = "The steps.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken) =>
        Ok(new CallTimeline(await mediator.Send(new GetCallTimeline(id), cancellationToken)));
}

public sealed record CallTimeline(IReadOnlyList<TimelineItem> Items);
