using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Whom a live call may be handed to, or extended by.</summary>
public sealed class CallColleaguesController(IMediator mediator, Viewer viewer) : Controller
{
    private const int LongestSearch = 100;

    /// <param name="add">Whether somebody is to be added; left out for a transfer.</param>
    /// <param name="q">Part of a name, or a number.</param>
    [HttpGet("/calls/{id:guid}/colleagues"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Index(Guid id, string? q, CancellationToken cancellationToken, bool add = false)
    {
        var call = await mediator.Send(new GetCall(id), cancellationToken);
        var search = UnencodedPlus.Restore(q)?.Trim() is { Length: > 0 and <= LongestSearch } typed ? typed : null;
        var number = viewer.ReadNumber(search);
        var colleagues = number is null ? await mediator.Send(new ListColleagues(search), cancellationToken) : [];
        return PartialView(
            "_Colleagues",
            new ColleaguesPanel(
                call,
                add,
                search,
                number,
                [.. colleagues.Where(colleague => colleague.Id != viewer.Me).OrderBy(colleague => colleague.Availability)]));
    }
}
