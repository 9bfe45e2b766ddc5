using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

[AllowAnonymous, OpenBeforeFirstRun]
public sealed class LanguagesController(IMediator mediator) : Controller
{
    [HttpPost("/language"), TakesFormsOfAnySession]
    public async Task<IActionResult> Update(string language, string? returnUrl, CancellationToken cancellationToken)
    {
        var chosen = RequestCultures.Nearest(language);
        Response.RememberLanguage(chosen);
        if (User.Identity?.IsAuthenticated == true)
        {
            await mediator.Send(new ChooseLanguage(chosen), cancellationToken);
        }

        return LocalRedirect(ReturnPath.Read(Url, returnUrl));
    }
}
