using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An admin sets up the organization's sign-in provider, or changes it; it holds at the next sign-in. Saved only once its discovery
/// document was read, unless it is switched off. Sessions that began by it end where it is switched off or is another one by now.
/// </summary>
/// <param name="ClientSecret">Left empty, it stays as it is; for another issuer or client ID it has to be given anew.</param>
/// <param name="Version">Of the provider as the admin saw it; null where there was none.</param>
public sealed record ChangeSignInProvider(
    string Issuer, string ClientId, string? ClientSecret, string Label, bool IsEnabled, int? Version = null) : ICommand;

internal sealed class ChangeSignInProviderValidator : AbstractValidator<ChangeSignInProvider>
{
    public ChangeSignInProviderValidator()
    {
        RuleFor(c => c.Issuer).NotEmpty().MaximumLength(SignInProvider.IssuerMaxLength);
        RuleFor(c => c.Issuer).Must(IsAddress).When(c => !string.IsNullOrEmpty(c.Issuer)).WithErrorCode("issuer");
        RuleFor(c => c.ClientId).NotEmpty().MaximumLength(SignInProvider.ClientIdMaxLength);
        RuleFor(c => c.ClientSecret).MaximumLength(SignInProvider.ClientSecretMaxLength);
        RuleFor(c => c.Label).NotEmpty().MaximumLength(SignInProvider.LabelMaxLength);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0
        && !text.AsSpan().ContainsAny('?', '#');
}

internal sealed class ChangeSignInProviderHandler(
    ISignInProviderRepository providers,
    IProviderAccountRepository accounts,
    ISessions sessions,
    IProviderDiscovery discovery,
    ISecretProtector secrets,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<ChangeSignInProvider, Unit>
{
    public async Task<Unit> Handle(ChangeSignInProvider command, CancellationToken cancellationToken)
    {
        var stored = await providers.FindAsync(cancellationToken);
        if (stored is null != command.Version is null)
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Somebody else set it up or removed it at the same time.");
        }

        stored?.EnsureStillAt(command.Version);
        var secret = string.IsNullOrWhiteSpace(command.ClientSecret) ? null : command.ClientSecret.Trim();
        var isSameParty = stored?.IsFor(command.Issuer, command.ClientId) is true;
        if (secret is null && !isSameParty)
        {
            throw Invalid(nameof(command.ClientSecret), "client-secret-missing", "A secret is sent to nobody but whom it was given for.");
        }

        var isSwitchedOffAlone = isSameParty && !command.IsEnabled;
        if (!isSwitchedOffAlone && await discovery.FindProblemAsync(new Uri(command.Issuer), cancellationToken) is { } problem)
        {
            throw Invalid(nameof(command.Issuer), $"issuer-{Kebab.Of(problem)}", "The provider's discovery document could not be read.");
        }

        var isSameSecret = secret is null || (stored is not null && secrets.Holds(stored.ProtectedClientSecret, secret));
        Tell(stored, command, isSameSecret);
        if (stored is not null && (stored.Issuer != command.Issuer || !command.IsEnabled))
        {
            await sessions.EndOfProviderAsync(user.OrganizationId, cancellationToken);
        }

        if (stored is not null && stored.Issuer != command.Issuer)
        {
            await accounts.RemoveAllAsync(cancellationToken);
        }

        if (stored is null)
        {
            providers.Add(stored = SignInProvider.Of(user.OrganizationId));
        }

        stored.Change(command.Issuer, command.ClientId, command.Label, command.IsEnabled);
        if (!isSameSecret)
        {
            stored.ChangeSecret(secrets.Protect(secret!), clock.GetUtcNow());
        }

        return Unit.Value;
    }

    private void Tell(SignInProvider? old, ChangeSignInProvider now, bool isSameSecret)
    {
        IReadOnlyList<AuditedChange> changes =
        [
            .. AuditedChange.Between(
                ("issuer", old?.Issuer, now.Issuer),
                ("client-id", old?.ClientId, now.ClientId),
                ("button-label", old?.Label, now.Label),
                ("enabled", old is null ? null : AuditedChange.Write(old.IsEnabled), AuditedChange.Write(now.IsEnabled))),
            .. isSameSecret ? [] : new[] { AuditedChange.OfSecret("client-secret") },
        ];
        if (changes.Count > 0)
        {
            audit.Add(
                new Audited(AuditAction.SignInProviderChanged, AuditedKind.Organization, user.OrganizationId.Value) { Changes = changes });
        }
    }

    private static ValidationException Invalid(string field, string code, string message) =>
        new([new ValidationFailure(field, message) { ErrorCode = code }]);
}
