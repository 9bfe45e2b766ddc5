using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class NumberForm : IEditForm
{
    public string View => "Edit";

    [FromRoute]
    public Guid Id { get; init; }

    [Field("numbers.label")]
    public string? Label { get; init; }

    /// <summary>The id of a member; empty for everybody.</summary>
    [Field("numbers.member")]
    public string? Member { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public NumberView? Number { get; set; }

    [BindNever]
    public IReadOnlyList<MemberView> Members { get; set; } = [];

    public static NumberForm Of(NumberView number) => new()
    {
        Id = number.Id,
        Label = number.Label,
        Member = $"{number.MemberId}",
        Version = number.Version,
    };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        Number = await mediator.Send(new GetNumber(Id), cancellationToken);
        // Whoever has it is named, even where they have left.
        var members = await mediator.Send(new ListMembers(), cancellationToken);
        Members = [.. members.Where(member => member.IsActive || member.Id == Number.MemberId)];
    }

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetNumber(Id), cancellationToken));

    // What is no id is the id of nobody.
    public ChangeNumber ToCommand()
    {
        var member = Guid.TryParse(Member, out var id) ? id : Guid.Empty;
        return new(Id, Label?.Trim() ?? "", string.IsNullOrWhiteSpace(Member) ? null : member, Version);
    }
}
