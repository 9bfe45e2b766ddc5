using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// The organization's provider vouches for somebody. An account that is linked is its member, whatever its e-mail address is by now; one
/// that is not is linked to the active member with its address. Nobody becomes a member by this.
/// </summary>
/// <param name="Issuer">The provider that vouches; what it says was checked against its keys.</param>
/// <param name="Email">Null where the provider tells none.</param>
/// <param name="IsEmailUnverified">The provider says itself that the address may be anybody's.</param>
public sealed record SignInByProvider(string Issuer, string Subject, string? Email, bool IsEmailUnverified) : ICommand<ProviderSignIn>;

/// <summary>What came of it.</summary>
public abstract record ProviderSignIn
{
    private ProviderSignIn()
    {
    }

    public sealed record Member(UserId UserId) : ProviderSignIn;

    public sealed record Refused(ProviderRefusal Reason) : ProviderSignIn;
}

public enum ProviderRefusal
{
    /// <summary>The provider was removed, switched off or replaced meanwhile.</summary>
    SwitchedOff,
    NotInvited,
    Deactivated,
    NoEmail,
    UnverifiedEmail,

    /// <summary>The member's is another one: the address may have passed to somebody else.</summary>
    OtherAccount,
}

internal sealed class SignInByProviderHandler(
    ISignInProviderRepository providers,
    IProviderAccountRepository accounts,
    IMembershipRepository members,
    IPeople people,
    OrganizationScope scope,
    IAuditLog audit,
    TimeProvider clock)
    : IRequestHandler<SignInByProvider, ProviderSignIn>
{
    public async Task<ProviderSignIn> Handle(SignInByProvider command, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(cancellationToken) is not { IsEnabled: true } provider || provider.Issuer != command.Issuer)
        {
            return Refuse(ProviderRefusal.SwitchedOff);
        }

        return await accounts.FindAsync(command.Issuer, command.Subject, cancellationToken) is { } account
            ? LetIn(await members.FindAsync(account.MembershipId, cancellationToken))
            : await LinkAsync(command, cancellationToken);
    }

    private async Task<ProviderSignIn> LinkAsync(SignInByProvider command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Email))
        {
            return Refuse(ProviderRefusal.NoEmail);
        }

        if (command.IsEmailUnverified)
        {
            return Refuse(ProviderRefusal.UnverifiedEmail);
        }

        var person = await people.FindAsync(command.Email, cancellationToken);
        var member = person is null ? null : await members.FindAsync(person.Value, cancellationToken);
        if (member is { IsActive: true })
        {
            if (await accounts.FindAsync(member.Id, cancellationToken) is { } linked)
            {
                // The same account may have come in another window since it was looked for.
                return linked.Issuer == command.Issuer && linked.Subject == command.Subject
                    ? LetIn(member)
                    : Refuse(ProviderRefusal.OtherAccount, member);
            }

            accounts.Add(ProviderAccount.Link(member, command.Issuer, command.Subject, clock.GetUtcNow()));
            audit.Add(new Audited(AuditAction.SignInAccountLinked, AuditedKind.Member, member.Id.Value) { By = member.Id });
        }

        return LetIn(member);
    }

    private ProviderSignIn LetIn(Membership? member) => member switch
    {
        null => Refuse(ProviderRefusal.NotInvited),
        { IsActive: false } => Refuse(ProviderRefusal.Deactivated, member),
        _ => new ProviderSignIn.Member(member.UserId),
    };

    private ProviderSignIn.Refused Refuse(ProviderRefusal reason, Membership? member = null)
    {
        var (kind, id) = member is null ? (AuditedKind.Organization, scope.Current!.Value.Value) : (AuditedKind.Member, member.Id.Value);
        audit.Add(new Audited(AuditAction.SignInRefused, kind, id)
        {
            Changes = AuditedChange.Between(("sign-in-refusal", null, Kebab.Of(reason))),
        });
        return new ProviderSignIn.Refused(reason);
    }
}
