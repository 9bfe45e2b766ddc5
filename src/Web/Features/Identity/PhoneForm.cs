using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

public sealed class PhoneForm : IForm
{
    public string View => "Index";

    public Guid MemberId { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    [BindNever]
    public IReadOnlyList<MemberView> Members { get; set; } = [];

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Members = await mediator.Send(new ListMembers(), cancellationToken);

    public ChangeMemberPhone ToCommand() => new(MemberId, Phone);
}
