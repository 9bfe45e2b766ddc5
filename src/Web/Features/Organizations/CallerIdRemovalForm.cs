using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallerIdRemovalForm : IForm
{
    public string View => "New";

    [FromRoute]
    public Guid Id { get; init; }

    /// <summary>The id of a number; empty where no calls come from the one that is removed.</summary>
    [Field("caller-id.instead")]
    public Guid? Instead { get; init; }

    [BindNever]
    public CallerIdRemovalView? Removal { get; set; }

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Removal = await mediator.Send(new GetCallerIdRemoval(Id), cancellationToken);

    public RemoveCallerId ToCommand() => new(Id, Instead);
}
