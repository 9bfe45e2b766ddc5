using AutoMapper;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Adds a colleague or somebody outside to a live call.</summary>
[NotAudited("the timeline of the call tells it")]
public sealed record AddLeg(Guid CallId, PartyToCall To, string? IdempotencyKey = null) : IIdempotentCommand<LegView>;

internal sealed class AddLegValidator : AbstractValidator<AddLeg>
{
    public AddLegValidator()
    {
        RuleFor(c => c.To).Cascade(CascadeMode.Stop).NotNull().Must(to => to.IsOne);
        RuleFor(c => c.To.Number).MaximumLength(64).When(c => c.To is not null);
        RuleFor(c => c.IdempotencyKey).Length(1, 200);
    }
}

internal sealed class AddLegHandler(
    ICallRepository calls,
    PartyFinder parties,
    IMemberDirectory members,
    IMapper mapper,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<AddLeg, LegView>
{
    public async Task<LegView> Handle(AddLeg command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.EnsureMayBeExtended();
        var to = await parties.FindAsync(command.To, call, user.MembershipId, cancellationToken);
        var leg = mapper.Map<LegView>(call.AddLeg(to.MemberId, to.Number, user.MembershipId, clock.GetUtcNow(), to.Terms));
        return to.MemberId is { } member
            ? leg with { Member = new PartyView(member.Value, (await members.GetAsync(member, cancellationToken)).Name) }
            : leg;
    }
}
