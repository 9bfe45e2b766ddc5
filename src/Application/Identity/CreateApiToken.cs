using System.Globalization;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>A member makes a token for the REST API.</summary>
/// <param name="EndsAt">When it stops working (UTC): later than now and within a year; null where nobody said.</param>
public sealed record CreateApiToken(string Name, ApiTokenScope Scope, DateTimeOffset? EndsAt) : ICommand<CreatedApiToken>;

/// <param name="Token">Shown this once; only its hash is kept.</param>
public sealed record CreatedApiToken(string Name, string Token);

internal sealed class CreateApiTokenValidator : AbstractValidator<CreateApiToken>
{
    public CreateApiTokenValidator(TimeProvider clock)
    {
        RuleFor(c => c.Name).NotEmpty().MaximumLength(ApiToken.NameMaxLength);
        RuleFor(c => c.Scope).IsInEnum();
        RuleFor(c => c.EndsAt)
            .NotNull()
            .Must(at => at is null || (at > clock.GetUtcNow() && at <= clock.GetUtcNow() + ApiToken.Longest))
            .WithErrorCode("token-end");
    }
}

internal sealed class CreateApiTokenHandler(
    IApiTokenRepository tokens,
    IMembershipRepository members,
    HourlyLimits limits,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<CreateApiToken, CreatedApiToken>
{
    public async Task<CreatedApiToken> Handle(CreateApiToken command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        if ((await tokens.ListLiveAsync(me.Id, clock.GetUtcNow(), cancellationToken)).Count >= ApiToken.Most)
        {
            throw new DomainRuleException(RuleCodes.TooManyTokens, "There are as many tokens already as somebody may have.");
        }

        await limits.EnsureAsync(HourlyLimit.ApiTokens, cancellationToken);
        var token = ApiToken.NewToken();
        me.TakeToken();
        var issued = ApiToken.Issue(me, token, clock.GetUtcNow(), command.EndsAt, command.Name, command.Scope);
        tokens.Add(issued);
        audit.Add(new Audited(AuditAction.ApiTokenCreated, AuditedKind.ApiToken, issued.Id)
        {
            Changes = AuditedChange.Between(
                ("scope", null, Kebab.Of(command.Scope)),
                ("ends", null, command.EndsAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        });
        return new CreatedApiToken(command.Name, token);
    }
}
