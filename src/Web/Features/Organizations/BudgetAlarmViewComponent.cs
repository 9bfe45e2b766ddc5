using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>
/// Tells those who may see money on every page that most of the day's budget is spent; nobody else, nor is anything read for them.
/// </summary>
public sealed class BudgetAlarmViewComponent(IMediator mediator, Viewer viewer) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        viewer.May(Permission.SeeMoney)
        && await mediator.Send(new GetBudget(), HttpContext.RequestAborted) is { Use.IsAlarming: true, LiftedUntil: null } budget
            ? View("/Features/Organizations/Views/_BudgetAlarm.cshtml", budget)
            : Content("");
}
