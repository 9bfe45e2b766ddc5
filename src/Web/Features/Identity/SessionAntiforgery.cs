using System.Security.Claims;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Antiforgery;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Marks an action that takes forms of pages that were opened in another session: signed out, as somebody else, or in another organization.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TakesFormsOfAnySessionAttribute : Attribute;

/// <summary>
/// ASP.NET Core binds its tokens to the user and refuses all others alike. Here a token names the session instead, which tells
/// organizations apart too, and lets actions such as signing in and out take a form of an earlier one: that it comes from a page of ours,
/// in this browser, is checked for every form.
/// </summary>
internal sealed class SessionAntiforgery(IAntiforgery antiforgery) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => WithoutUser(httpContext, antiforgery.GetAndStoreTokens);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => WithoutUser(httpContext, antiforgery.GetTokens);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => antiforgery.SetCookieTokenAndHeader(httpContext);

    public async Task<bool> IsRequestValidAsync(HttpContext httpContext)
    {
        using var _ = new UserAway(httpContext);
        return await antiforgery.IsRequestValidAsync(httpContext) && MayBeTaken(httpContext);
    }

    public async Task ValidateRequestAsync(HttpContext httpContext)
    {
        using var _ = new UserAway(httpContext);
        await ValidateAsync(httpContext);
        if (!MayBeTaken(httpContext))
        {
            throw new AntiforgeryValidationException("The form was opened in another session.");
        }
    }

    // A form that is too large is told so, and not that its page is out of date.
    private async Task ValidateAsync(HttpContext httpContext)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(httpContext);
        }
        catch (AntiforgeryValidationException invalid)
            when (invalid.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge)
        {
            throw new BadHttpRequestException(tooLarge.Message, tooLarge.StatusCode, invalid);
        }
    }

    private static bool MayBeTaken(HttpContext context) =>
        FormSession.Of(context) is { IsOfForm: true }
        || context.GetEndpoint()?.Metadata.GetMetadata<TakesFormsOfAnySessionAttribute>() is not null;

    private static TResult WithoutUser<TResult>(HttpContext context, Func<HttpContext, TResult> work)
    {
        using var _ = new UserAway(context);
        return work(context);
    }

    /// <summary>Nobody is signed in until it is disposed of.</summary>
    private sealed class UserAway : IDisposable
    {
        private readonly HttpContext context;
        private readonly ClaimsPrincipal user;

        public UserAway(HttpContext context)
        {
            FormSession.Of(context);
            (this.context, user) = (context, context.User);
            context.User = new ClaimsPrincipal();
        }

        public void Dispose() => context.User = user;
    }
}

/// <summary>The session that a request came in, and whether its form was opened in it.</summary>
internal sealed class FormSession(string name)
{
    /// <summary>The membership; empty where nobody is signed in.</summary>
    public string Name { get; } = name;

    public bool IsOfForm { get; set; }

    public static FormSession Of(HttpContext context)
    {
        if (context.Features.Get<FormSession>() is not { } session)
        {
            context.Features.Set(session = new FormSession(context.User.FindId(CrmVoiceClaims.Membership)?.ToString() ?? ""));
        }

        return session;
    }
}

/// <summary>Writes the session into a token, and reads it from one.</summary>
internal sealed class SessionInToken : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => FormSession.Of(context).Name;

    public bool ValidateAdditionalData(HttpContext context, string additionalData)
    {
        FormSession.Of(context).IsOfForm = additionalData == FormSession.Of(context).Name;
        return true;
    }
}
