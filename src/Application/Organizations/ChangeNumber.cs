using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Labels a number and says whose calls come from it. Nobody has two: the one she had before is everybody's again.</summary>
/// <param name="MemberId">Null for a number of all.</param>
/// <param name="Version">Of the number as the admin saw it.</param>
public sealed record ChangeNumber(Guid NumberId, string Label, Guid? MemberId, int? Version = null) : ICommand;

internal sealed class ChangeNumberValidator : AbstractValidator<ChangeNumber>
{
    public ChangeNumberValidator() => RuleFor(c => c.Label).NotNull().MaximumLength(Number.LabelMaxLength);
}

internal sealed class ChangeNumberHandler(INumberRepository numbers, IMemberDirectory members, IAuditLog audit)
    : IRequestHandler<ChangeNumber, Unit>
{
    public async Task<Unit> Handle(ChangeNumber command, CancellationToken cancellationToken)
    {
        var number = await numbers.FindAsync(new NumberId(command.NumberId), cancellationToken) ?? throw new NotFoundException("Number");
        number.EnsureStillAt(command.Version);
        var member = command.MemberId is { } id
            ? (await members.GetAsync(new MembershipId(id), cancellationToken)).Id
            : (MembershipId?)null;
        // A label may be somebody's name: that it was changed is told, and not to what.
        AuditedChange[] changes =
        [
            .. number.Label == command.Label ? [] : new[] { AuditedChange.OfSecret("label") },
            .. number.MemberId == member ? [] : new[] { AuditedChange.OfSecret("member") },
        ];
        if (changes.Length > 0)
        {
            audit.Add(new Audited(AuditAction.NumberChanged, AuditedKind.Number, number.Id.Value) { Changes = changes });
        }

        number.Relabel(command.Label);
        if (member is not null && number.MemberId != member)
        {
            var others = await numbers.ListAsync(cancellationToken);
            others.Where(other => other.MemberId == member).ToList().ForEach(other => other.AssignTo(null));
        }

        number.AssignTo(member);
        return Unit.Value;
    }
}
