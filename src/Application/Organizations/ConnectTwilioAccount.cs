using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Connects the organization's own Twilio account. Secrets left empty stay as they are; they are never shown again. What is new of them is
/// saved only if Twilio takes it.
/// </summary>
/// <param name="AuthToken">
/// The account's primary auth token; if it changes, the current one becomes the previous one, still accepted for signatures. Where Twilio
/// has never signed with the current one, and does with the previous, that one stays the previous.
/// </param>
/// <param name="ForgetPreviousAuthToken">Whether to forget the previous token, since Twilio has promoted the new one.</param>
/// <param name="Numbers">
/// In any spelling, the caller ID first; none where they are to be imported. Once any were, what is typed counts no longer and stays as it
/// is.
/// </param>
/// <param name="CallsPerSecond">How many calls Twilio starts for the account per second; null for the installation's default.</param>
/// <param name="Version">Of the connection as the admin saw it.</param>
public sealed record ConnectTwilioAccount(
    string AccountSid,
    string? ApiKeySid,
    string? ApiKeySecret,
    string? AuthToken,
    bool ForgetPreviousAuthToken,
    IReadOnlyList<string> Numbers,
    string? Edge,
    string? Region,
    int? CallsPerSecond,
    int? Version = null) : ICommand;

internal sealed class ConnectTwilioAccountValidator : AbstractValidator<ConnectTwilioAccount>
{
    public ConnectTwilioAccountValidator()
    {
        RuleFor(c => c.AccountSid).Must(TwilioAccount.IsAccountSid).WithErrorCode("account-sid");
        RuleFor(c => c.ApiKeySid)
            .Must(TwilioAccount.IsApiKeySid)
            .When(c => !string.IsNullOrEmpty(c.ApiKeySid))
            .WithErrorCode("api-key-sid");
        RuleFor(c => c.ApiKeySecret).MaximumLength(128);
        RuleFor(c => c.AuthToken).MaximumLength(128);
        RuleFor(c => c.Numbers).NotNull().Must(numbers => numbers.Count <= 50);
        RuleForEach(c => c.Numbers).MaximumLength(64);
        RuleFor(c => c.Edge).Matches("^[a-z0-9-]{1,32}$").When(c => !string.IsNullOrEmpty(c.Edge));
        RuleFor(c => c.CallsPerSecond).InclusiveBetween(1, TwilioAccount.MaxCallsPerSecond);
        RuleFor(c => c.Region).Matches("^[a-z0-9-]{1,32}$").When(c => !string.IsNullOrEmpty(c.Region));
    }
}

internal sealed class ConnectTwilioAccountHandler(
    IOrganizationRepository organizations,
    INumberRepository numbers,
    ICallDirectory calls,
    ITwilioConnection twilio,
    IPhoneNumbers phoneNumbers,
    ISecretProtector secrets,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<ConnectTwilioAccount, Unit>
{
    public async Task<Unit> Handle(ConnectTwilioAccount command, CancellationToken cancellationToken)
    {
        var organization =
            await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        // Another account's secrets are of no use to this one.
        var present = organization.TwilioAccount is { } account && account.AccountSid == command.AccountSid ? account : null;
        if (organization.TwilioAccount is not null && present is null && await calls.HasLiveCallsAsync(cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.CallsAreLive, "The account cannot be replaced while calls are in progress.");
        }

        var previousAuthToken = present?.AcceptedPreviousAuthToken(clock.GetUtcNow());
        var authToken = ProtectOrKeep(command.AuthToken, present?.ProtectedAuthToken, previousAuthToken)
            ?? throw new DomainRuleException(RuleCodes.AuthTokenMissing, "Webhooks cannot be verified without the auth token.");
        var hasApiKey = !string.IsNullOrEmpty(command.ApiKeySid);
        var apiKeySecret = hasApiKey
            ? ProtectOrKeep(command.ApiKeySecret, present?.ApiKeySid == command.ApiKeySid ? present?.ProtectedApiKeySecret : null)
            : null;
        if (hasApiKey && apiKeySecret is null)
        {
            throw new DomainRuleException(RuleCodes.ApiKeySecretMissing, "An API key is of no use without its secret.");
        }

        var hasSameToken = authToken == present?.ProtectedAuthToken;
        var hasSameKey = !hasApiKey || (present?.ApiKeySid == command.ApiKeySid && apiKeySecret == present?.ProtectedApiKeySecret);
        await EnsureTwilioTakesThemAsync(command, hasSameToken, hasSameKey, cancellationToken);
        var isAnotherTry = present is { IsAuthTokenUntried: true } && authToken != previousAuthToken;
        var hasSameCredentials = hasSameToken && apiKeySecret == present?.ProtectedApiKeySecret;
        var imported = await numbers.ListAsync(cancellationToken);
        if (present is null)
        {
            // Another account has none of them, until Twilio lists them there.
            imported.Where(number => number.Sid is not null).ToList().ForEach(number => number.Remove(clock.GetUtcNow()));
        }

        var connected = new TwilioAccount(
            command.AccountSid,
            hasApiKey ? command.ApiKeySid : null,
            apiKeySecret,
            authToken,
            command.ForgetPreviousAuthToken ? null : hasSameToken || isAnotherTry ? previousAuthToken : present?.ProtectedAuthToken,
            imported.Count > 0 ? organization.TwilioAccount?.Numbers ?? [] : ReadNumbers(command.Numbers, organization).Distinct(),
            NullIfEmpty(command.Edge),
            NullIfEmpty(command.Region),
            hasSameCredentials ? present!.SavedAt : clock.GetUtcNow(),
            command.CallsPerSecond);
        Tell(organization, connected);
        organization.ConnectTwilio(connected);
        return Unit.Value;
    }

    private async Task EnsureTwilioTakesThemAsync(
        ConnectTwilioAccount command, bool hasSameToken, bool hasSameKey, CancellationToken cancellationToken)
    {
        if (hasSameToken && hasSameKey)
        {
            return;
        }

        var typed = new TypedCredentials
        {
            AccountSid = command.AccountSid,
            AuthToken = hasSameToken ? null : command.AuthToken?.Trim(),
            ApiKeySid = hasSameKey ? null : command.ApiKeySid,
            ApiKeySecret = hasSameKey ? null : command.ApiKeySecret?.Trim(),
            Edge = NullIfEmpty(command.Edge),
            Region = NullIfEmpty(command.Region),
        };
        if (await twilio.TryAsync(typed, cancellationToken) is { } problem)
        {
            var field = problem.IsOfKey ? nameof(command.ApiKeySecret) : nameof(command.AuthToken);
            var code = problem switch
            {
                { IsNotActive: true } => "account-not-active",
                { Error.Code: var error } when AccountCheck.Refusals.Contains(error) => "credentials-refused",
                _ => "credentials-unchecked",
            };
            throw new ValidationException([new ValidationFailure(field, "Twilio does not take the credentials.") { ErrorCode = code }]);
        }
    }

    private void Tell(Organization organization, TwilioAccount now)
    {
        var old = organization.TwilioAccount;
        var isSame = old?.AccountSid == now.AccountSid;
        IReadOnlyList<AuditedChange> changes =
        [
            .. AuditedChange.Between(
                ("account-sid", old?.AccountSid, now.AccountSid),
                ("api-key-sid", old?.ApiKeySid, now.ApiKeySid),
                ("edge", old?.Edge, now.Edge),
                ("region", old?.Region, now.Region),
                ("calls-per-second", AuditedChange.Write(old?.CallsPerSecond), AuditedChange.Write(now.CallsPerSecond))),
            .. SecretOf("auth-token", old?.ProtectedAuthToken, now.ProtectedAuthToken),
            .. SecretOf("previous-auth-token", old?.ProtectedPreviousAuthToken, now.ProtectedPreviousAuthToken),
            .. SecretOf("api-key-secret", old?.ProtectedApiKeySecret, now.ProtectedApiKeySecret),
        ];
        if (changes.Count > 0)
        {
            var action = isSame ? AuditAction.TwilioAccountChanged : AuditAction.TwilioAccountConnected;
            audit.Add(new Audited(action, AuditedKind.Organization, organization.Id.Value) { Changes = changes });
        }

        // How many, and never which: the numbers themselves stand in the settings.
        var had = old?.Numbers ?? [];
        if (!had.SequenceEqual(now.Numbers))
        {
            audit.Add(new Audited(AuditAction.NumbersChanged, AuditedKind.Organization, organization.Id.Value)
            {
                Changes = AuditedChange.Between(
                    ("numbers", AuditedChange.Write(had.Count), AuditedChange.Write(now.Numbers.Count)),
                    ("numbers-added", null, AuditedChange.WriteIfAny(now.Numbers.Except(had).Count())),
                    ("numbers-removed", null, AuditedChange.WriteIfAny(had.Except(now.Numbers).Count()))),
            });
        }
    }

    private static IEnumerable<AuditedChange> SecretOf(string field, string? old, string? now) =>
        old == now ? [] : [AuditedChange.OfSecret(field)];

    private IEnumerable<PhoneNumber> ReadNumbers(IReadOnlyList<string> texts, Organization organization)
    {
        var saved = organization.TwilioAccount?.Numbers ?? [];
        return texts
            .Select(text =>
                saved.FirstOrDefault(number => phoneNumbers.IsWritten(number, text, organization.Country))
                ?? phoneNumbers.ReadOptional(text, organization.Country))
            .OfType<PhoneNumber>();
    }

    // The same secret, encrypted again, looks like another one: an unchanged secret has to keep its stored value.
    private string? ProtectOrKeep(string? secret, string? present, string? before = null) =>
        string.IsNullOrWhiteSpace(secret) || Holds(present, secret) ? present
        : Holds(before, secret) ? before
        : secrets.Protect(secret.Trim());

    private bool Holds(string? stored, string secret) => stored is not null && secrets.Holds(stored, secret.Trim());

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
