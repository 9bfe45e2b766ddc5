using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Handing the contact over, and what may become of it while it is under way.</summary>
public sealed class CallTransfersController(IMediator mediator) : Controller
{
    [HttpPost("/calls/{id:guid}/transfers"), RequirePermission(Permission.PlaceCalls)]
    public Task<IActionResult> Create(Guid id, TransferForm form, CancellationToken cancellationToken) =>
        AskAsync(form.ToCommand(id), cancellationToken);

    [HttpPost("/calls/{id:guid}/transfers/{transferId:guid}/completion"), RequirePermission(Permission.PlaceCalls)]
    public Task<IActionResult> Complete(Guid id, Guid transferId, CancellationToken cancellationToken) =>
        AskAsync(new CompleteTransfer(id, transferId), cancellationToken);

    [HttpPost("/calls/{id:guid}/transfers/{transferId:guid}/merge"), RequirePermission(Permission.PlaceCalls)]
    public Task<IActionResult> Merge(Guid id, Guid transferId, CancellationToken cancellationToken) =>
        AskAsync(new MergeTransfer(id, transferId), cancellationToken);

    [HttpPost("/calls/{id:guid}/transfers/{transferId:guid}/cancellation"), RequirePermission(Permission.PlaceCalls)]
    public Task<IActionResult> Cancel(Guid id, Guid transferId, CancellationToken cancellationToken) =>
        AskAsync(new CancelTransfer(id, transferId), cancellationToken);

    private async Task<IActionResult> AskAsync<TResult>(IRequest<TResult> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return this.CallAsked();
    }
}
