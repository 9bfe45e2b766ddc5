using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>The person signed in shows that the authenticator app knows the key; from then on signing in takes a code.</summary>
/// <param name="Key">As it was shown to that person.</param>
/// <returns>Recovery codes, shown this once.</returns>
public sealed record TurnOnTwoFactor(string Key, string Code) : ICommand<IReadOnlyList<string>>;

internal sealed class TurnOnTwoFactorValidator : AbstractValidator<TurnOnTwoFactor>
{
    public TurnOnTwoFactorValidator() => RuleFor(c => c.Code).NotEmpty().MaximumLength(64);
}

internal sealed class TurnOnTwoFactorHandler(ITwoFactor twoFactor, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<TurnOnTwoFactor, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(TurnOnTwoFactor command, CancellationToken cancellationToken)
    {
        var recoveryCodes = await twoFactor.TurnOnAsync(user.UserId, command.Key, command.Code, cancellationToken)
            ?? throw new DomainRuleException(RuleCodes.WrongCode, "This is not the app's code of now.");
        audit.Add(new Audited(AuditAction.TwoFactorTurnedOn, AuditedKind.Member, user.MembershipId.Value));
        return recoveryCodes;
    }
}
