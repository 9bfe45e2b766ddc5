using System.Security.Claims;
using System.Text.Encodings.Web;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Api;

/// <summary>Signs in the owner of the personal token in <c>Authorization: Bearer …</c>, for this one request.</summary>
internal sealed class ApiTokenHandler(
    IApiTokens tokens,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiToken";

    /// <summary>Hash of the token that came with a request: limits are kept per token.</summary>
    public const string TokenClaim = "crmvoice:token";

    /// <summary>What the token may do (<see cref="ApiTokenScope"/>).</summary>
    public const string ScopeClaim = "crmvoice:token-scope";

    private const string Prefix = "Bearer ";
    private const int LongestToken = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[Prefix.Length..].Trim();
        var hash = ApiToken.HashOf(token);
        if (token.Length is 0 or > LongestToken || await tokens.FindAsync(hash, Context.RequestAborted) is not { } owner)
        {
            return AuthenticateResult.Fail("Nobody has this token.");
        }

        var claims = CrmVoiceClaims
            .Of(owner.UserId, owner.MembershipId, owner.OrganizationId, owner.Role, owner.Language)
            .Append(new Claim(TokenClaim, hash))
            .Append(new Claim(ScopeClaim, Kebab.Of(owner.Scope)));
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var refusal = Refusal.Of(StatusCodes.Status403Forbidden);
        return Problems.WriteAsync(Context, ReadOnlyTokens.Refuses(Context) ? refusal with { Detail = "forbidden.read-only" } : refusal);
    }
}
