using System.Globalization;
using CrmVoice.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Says above a form why somebody was not let in, and how long to wait.</summary>
public sealed class SignInRefusals(IStringLocalizer<Words> words)
{
    /// <param name="wrong">The words for what was wrong.</param>
    public void Explain(SignInAttempt attempt, Controller page, string wrong = "sign-in.wrong")
    {
        var (key, wait) = attempt switch
        {
            SignInAttempt.TooMany tooMany => ("sign-in.locked", tooMany.Wait),
            SignInAttempt.Busy => ("sign-in.busy", SignInAttempt.Busy.Wait),
            _ => (wrong, TimeSpan.Zero),
        };
        page.ModelState.AddModelError("", words[key]);
        AskToWait(page.Response, wait);
    }

    /// <summary>Nothing where there is nothing to wait for.</summary>
    internal static void AskToWait(HttpResponse response, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }
}
