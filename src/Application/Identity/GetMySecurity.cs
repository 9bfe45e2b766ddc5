using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>How the person signed in proves who it is.</summary>
public sealed record GetMySecurity : IQuery<MySecurity>;

/// <param name="TwoFactor">Null where the password is enough.</param>
/// <param name="IsRequired">Whether the organization requires two-factor sign-in of everybody.</param>
public sealed record MySecurity(string Email, TwoFactorState? TwoFactor, bool IsRequired);

internal sealed class GetMySecurityHandler(IReadDb db, IPeople people, ITwoFactor twoFactor, ICurrentUser user)
    : IRequestHandler<GetMySecurity, MySecurity>
{
    public async Task<MySecurity> Handle(GetMySecurity query, CancellationToken cancellationToken)
    {
        var emails = await people.EmailsAsync([user.UserId], cancellationToken);
        return new MySecurity(
            emails.GetValueOrDefault(user.UserId) ?? throw new NotFoundException("Person"),
            await twoFactor.FindAsync(user.UserId, cancellationToken),
            await db.SignInPolicies.AnyAsync(policy => policy.RequiresTwoFactor, cancellationToken));
    }
}
