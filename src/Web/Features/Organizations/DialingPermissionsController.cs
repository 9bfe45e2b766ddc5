using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>The page is there at once; the countries come when Twilio has answered.</summary>
public sealed class DialingPermissionsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/calling-limits/dialing-permissions"), RequirePermission(Permission.ManageTwilioAccount)]
    public IActionResult Index() => View(model: null);

    [HttpPost("/settings/calling-limits/dialing-permissions"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public Task<IActionResult> Create(CancellationToken cancellationToken) => ShowAsync(done: null, cancellationToken);

    [HttpPost("/settings/calling-limits/dialing-permissions/changes"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Change(DialingPermissionChange change, string? countries, CancellationToken cancellationToken)
    {
        var wanted = (countries ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var result = await mediator.Send(new ChangeDialingPermissions(change, wanted), cancellationToken);
        return await ShowAsync(
            result switch
            {
                { Error.Code: 0 } => words["dialing.unclear"],
                { Error: not null } => words["dialing.failed"],
                { Countries: [] } => words["dialing.done.none"],
                { Countries: [_] } => words["dialing.done.one"],
                { Countries.Count: var count } => words["dialing.done.many", count],
            },
            cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string? done, CancellationToken cancellationToken)
    {
        var page = new DialingPermissionsPage(await mediator.Send(new GetDialingPermissions(), cancellationToken), done);
        return Request.IsHtmx() ? PartialView("_Countries", page) : View(nameof(Index), page);
    }
}

/// <param name="Done">What came of a change.</param>
public sealed record DialingPermissionsPage(DialingPermissionsView Countries, string? Done);
