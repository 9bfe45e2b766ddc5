using System.ComponentModel;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/members")]
[Tags("Members")]
public sealed class MembersApiController(IMediator mediator) : RestController
{
    /// <summary>The active members of the organization by name, and who is free; without telephone numbers. At most 200.</summary>
    [HttpGet(Name = "listMembers")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType<MemberList>(StatusCodes.Status200OK, Description = "The members.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    public async Task<IActionResult> Index([FromQuery(Name = "")] MemberFilters filters, CancellationToken cancellationToken) =>
        Ok(new MemberList(await mediator.Send(new ListColleagues(filters.Q), cancellationToken)));
}

public sealed record MemberFilters
{
    [Description("Part of a name, in any case; everybody if omitted.")]
    public string? Q { get; init; }
}

public sealed record MemberList(IReadOnlyList<ColleagueView> Items);
