using System.Security.Claims;
using System.Text.Encodings.Web;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CrmVoice.Web.Features.Identity;

/// <summary>What came back from a provider.</summary>
public abstract record ProviderAnswer
{
    private ProviderAnswer()
    {
    }

    /// <param name="ReturnUrl">Where the person wanted to go, as the start of this sign-in was told.</param>
    public sealed record Vouched(string Subject, string? Email, bool IsEmailUnverified, string? ReturnUrl) : ProviderAnswer;

    public sealed record Failed(ProviderFailure Reason) : ProviderAnswer;
}

public enum ProviderFailure
{
    Canceled,

    /// <summary>Begun too long ago or in another browser, or used already.</summary>
    Stale,

    /// <summary>The provider refuses us, as for a wrong secret.</summary>
    NotAccepted,

    /// <summary>Not for us, not of now, or not signed by the provider.</summary>
    NotTrusted,
    Unanswered,
}

/// <summary>
/// Leads to an organization's provider and takes what comes back (authorization code with PKCE). ASP.NET Core's handler does it, made anew
/// for each request with what is saved then: it stands in no list of schemes, so that nothing has to be told when a provider changes.
/// </summary>
public sealed partial class ProviderDoor(
    ProviderHttp http,
    ProviderMetadata metadata,
    IDataProtectionProvider protection,
    HtmlEncoder html,
    UrlEncoder url,
    IConfiguration configuration,
    IHostEnvironment environment,
    TimeProvider clock,
    ILogger<ProviderDoor> logger)
{
    private const string EmailVerified = "email_verified";

    /// <returns>False where the provider does not say where to go; nothing was answered then.</returns>
    public async Task<bool> TryLeadThereAsync(HttpContext context, ProviderConnection provider, string returnUrl)
    {
        try
        {
            var handler = await OpenAsync(context, provider, new OpenIdConnectEvents { OnRedirectToIdentityProvider = AddressUs });
            await handler.ChallengeAsync(new AuthenticationProperties { RedirectUri = returnUrl });
            return true;
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            LogFailed(provider.OrganizationId.Value, nameof(ProviderFailure.Unanswered), exception.GetType().Name);
            return false;
        }

        Task AddressUs(RedirectContext redirect)
        {
            if (ProviderHttp.RequiresHttps(environment)
                && !redirect.ProtocolMessage.IssuerAddress.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                throw new HttpRequestException("People are sent to a sign-in provider with https only.");
            }

            redirect.ProtocolMessage.RedirectUri =
                LinkToCopy.AddressOf(configuration, ProviderSignInsController.CallbackPathOf(provider.OrganizationId));
            return Task.CompletedTask;
        }
    }

    public async Task<ProviderAnswer> ReadAsync(HttpContext context, ProviderConnection provider)
    {
        ProviderAnswer answer = new ProviderAnswer.Failed(ProviderFailure.Stale);
        var handler = await OpenAsync(context, provider, new OpenIdConnectEvents
        {
            OnTokenValidated = token =>
            {
                // The handler would take that of the document as well, which may have changed since it was saved.
                if (token.SecurityToken.Issuer != provider.Issuer)
                {
                    token.Fail(new SecurityTokenInvalidIssuerException());
                }

                return Task.CompletedTask;
            },
            OnTicketReceived = ticket =>
            {
                answer = Read(ticket.Principal!, ticket.ReturnUri);
                ticket.HandleResponse();
                return Task.CompletedTask;
            },
            OnAccessDenied = denied =>
            {
                answer = new ProviderAnswer.Failed(ProviderFailure.Canceled);
                denied.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = failed =>
            {
                answer = new ProviderAnswer.Failed(ReasonOf(failed.Failure));
                LogFailed(provider.OrganizationId.Value, $"{ReasonOf(failed.Failure)}", failed.Failure?.GetType().Name);
                failed.HandleResponse();
                return Task.CompletedTask;
            },
        });
        await handler.HandleRequestAsync();
        return answer;
    }

    // What it would log goes nowhere: addresses with codes and states stand in it.
    private async Task<OpenIdConnectHandler> OpenAsync(HttpContext context, ProviderConnection provider, OpenIdConnectEvents events)
    {
        var scheme = $"oidc:{provider.OrganizationId.Value:D}";
        var options = OptionsOf(provider, events);
        new OpenIdConnectPostConfigureOptions(protection).PostConfigure(scheme, options);
        options.Validate(scheme);
        var handler = new OpenIdConnectHandler(new Only(options), NullLoggerFactory.Instance, html, url);
        await handler.InitializeAsync(new AuthenticationScheme(scheme, displayName: null, typeof(OpenIdConnectHandler)), context);
        return handler;
    }

    private OpenIdConnectOptions OptionsOf(ProviderConnection provider, OpenIdConnectEvents events)
    {
        var options = new OpenIdConnectOptions
        {
            ConfigurationManager = metadata.Of(provider),
            ClientId = provider.ClientId,
            ClientSecret = provider.ClientSecret,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            CallbackPath = ProviderSignInsController.CallbackPathOf(provider.OrganizationId),
            RequireHttpsMetadata = ProviderHttp.RequiresHttps(environment),
            Backchannel = http.CreateClient(),
            // Not everyone puts the address into the token.
            GetClaimsFromUserInfoEndpoint = true,
            MapInboundClaims = false,
            PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable,
            DisableTelemetry = true,
            TimeProvider = clock,
            Events = events,
        };
        options.TokenValidationParameters.ValidIssuer = provider.Issuer;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.ClaimActions.MapJsonKey(EmailVerified, EmailVerified);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // What comes back is a page that is gone to. Over https they are Secure like all cookies (CookiePolicyOptions).
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        return options;
    }

    private static ProviderAnswer Read(ClaimsPrincipal principal, string? returnUrl) =>
        principal.FindFirstValue("sub") is { Length: > 0 and <= ProviderAccount.SubjectMaxLength } subject
            ? new ProviderAnswer.Vouched(
                subject,
                principal.FindFirstValue("email") is { Length: <= IPeople.EmailMaxLength } email ? email : null,
                principal.FindAll(EmailVerified).Any(claim => claim.Value.Equals("false", StringComparison.OrdinalIgnoreCase)),
                returnUrl)
            : new ProviderAnswer.Failed(ProviderFailure.NotTrusted);

    private static ProviderFailure ReasonOf(Exception? failure) => failure switch
    {
        OpenIdConnectProtocolException told when told.Data.Contains("error") => ProviderFailure.NotAccepted,
        OpenIdConnectProtocolException => ProviderFailure.NotTrusted,
        HttpRequestException or IOException or InvalidOperationException or OperationCanceledException => ProviderFailure.Unanswered,
        AuthenticationFailureException or null => ProviderFailure.Stale,
        _ => ProviderFailure.NotTrusted,
    };

    [LoggerMessage(1, LogLevel.Warning, "A sign-in by the provider of {OrganizationId} failed: {Reason} ({Fault})")]
    private partial void LogFailed(Guid organizationId, string reason, string? fault);

    /// <summary>These options, whatever they are asked for by.</summary>
    private sealed class Only(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
