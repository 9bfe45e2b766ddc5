using CrmVoice.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>What the organization asks of its members who sign in.</summary>
public sealed record GetSignInPolicy : IQuery<SignInPolicyView>;

public sealed record SignInPolicyView(bool RequiresTwoFactor);

internal sealed class GetSignInPolicyHandler(IReadDb db) : IRequestHandler<GetSignInPolicy, SignInPolicyView>
{
    public async Task<SignInPolicyView> Handle(GetSignInPolicy query, CancellationToken cancellationToken) =>
        new(await db.SignInPolicies.AnyAsync(policy => policy.RequiresTwoFactor, cancellationToken));
}
