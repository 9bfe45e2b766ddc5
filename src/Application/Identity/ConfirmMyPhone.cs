using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody enters the code that was said on the phone that waits for it.</summary>
/// <param name="Digits">With whatever people write between them.</param>
public sealed record ConfirmMyPhone(string? Digits) : ICommand<PhoneConfirmation>;

/// <param name="TriesLeft">Of this code; 0 where another one is needed.</param>
public sealed record PhoneConfirmation(PhoneCodeAnswer Answer, int TriesLeft = 0);

public enum PhoneCodeAnswer
{
    /// <summary>The number is the person's phone now.</summary>
    Confirmed,
    Wrong,

    /// <summary>It was too old, or tried too often.</summary>
    Over,

    /// <summary>No number waits for a code, such as where it was confirmed in another tab.</summary>
    NothingToConfirm,
}

internal sealed class ConfirmMyPhoneValidator : AbstractValidator<ConfirmMyPhone>
{
    public ConfirmMyPhoneValidator() => RuleFor(c => c.Digits).MaximumLength(64);
}

internal sealed class ConfirmMyPhoneHandler(
    IMembershipRepository members, IPhoneCodeRepository codes, IAuditLog audit, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<ConfirmMyPhone, PhoneConfirmation>
{
    public async Task<PhoneConfirmation> Handle(ConfirmMyPhone command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        if (me.PendingPhone is null)
        {
            return new PhoneConfirmation(PhoneCodeAnswer.NothingToConfirm);
        }

        var now = clock.GetUtcNow();
        var code = (await codes.ListSinceAsync(me.Id, now - PhoneCode.Lasts, cancellationToken)).FirstOrDefault(one => !one.IsOverAt(now));
        if (code is null || code.Phone != me.PendingPhone)
        {
            return new PhoneConfirmation(PhoneCodeAnswer.Over);
        }

        if (!code.Try(string.Concat((command.Digits ?? "").Where(char.IsAsciiDigit))))
        {
            return new PhoneConfirmation(code.TriesLeft > 0 ? PhoneCodeAnswer.Wrong : PhoneCodeAnswer.Over, code.TriesLeft);
        }

        audit.Add(new Audited(AuditAction.PhoneConfirmed, AuditedKind.Member, me.Id.Value));
        me.ConfirmPendingPhone(now);
        return new PhoneConfirmation(PhoneCodeAnswer.Confirmed);
    }
}
