using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallDigitsController(IMediator mediator) : Controller
{
    [HttpPost("/calls/{id:guid}/digits"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, string? digits, CancellationToken cancellationToken)
    {
        await mediator.Send(new SendCallDigits(id, digits), cancellationToken);
        return this.CallAsked();
    }
}
