using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CrmVoice.Web.Api;

/// <summary>What all of the REST API has in common. Only tokens sign in here, never cookies: so no forgery, and no CORS.</summary>
[ApiController]
[Authorize(AuthenticationSchemes = ApiTokenHandler.SchemeName)]
[IgnoreAntiforgeryToken]
[SpeaksCallersLanguage]
[ProblemsForFailures]
[RequestSizeLimit(LongestBody)]
[Produces("application/json")]
[Answers(StatusCodes.Status401Unauthorized, "`unauthenticated`")]
[Answers(StatusCodes.Status403Forbidden, "`forbidden`")]
[Answers(StatusCodes.Status500InternalServerError, "`internal`")]
[Answers(StatusCodes.Status503ServiceUnavailable, "`unavailable`, with `Retry-After`")]
public abstract class RestController : ControllerBase
{
    private const int LongestBody = 128 * 1024;
}

/// <summary>A problem document that an action may answer with, and its codes.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AnswersAttribute : ProducesResponseTypeAttribute
{
    public AnswersAttribute(int status, string codes)
        : base(typeof(ProblemDocument), status, "application/problem+json") => Description = codes;
}

/// <summary>Validators write their sentences in the language of the thread.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpeaksCallersLanguageAttribute : Attribute, IAsyncResourceFilter
{
    public Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        System.Globalization.CultureInfo.CurrentUICulture = Problems.LanguageOf(context.HttpContext);
        return next();
    }
}
