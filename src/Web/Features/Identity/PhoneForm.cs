using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

public sealed class PhoneForm : IEditForm
{
    public string View => "Index";

    [FromRoute]
    public Guid MemberId { get; init; }

    public string? Name { get; init; }

    [Field("form.phone")]
    public string? Phone { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public IReadOnlyList<MemberView> Members { get; set; } = [];

    public static PhoneForm Of(MemberView member, Viewer viewer) => new()
    {
        MemberId = member.Id,
        Name = member.Name,
        Phone = member.Phone is { } phone ? viewer.Number(phone) : null,
        Version = member.Version,
    };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Members = [.. (await mediator.Send(new ListMembers(), cancellationToken)).Where(member => member.IsActive)];

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListMembers(), cancellationToken)).FirstOrDefault(member => member.Id == MemberId) is { } member
            ? Of(member, viewer)
            : null;

    public ChangeMemberPhone ToCommand() => new(MemberId, Phone, Version);
}
