using CrmVoice.Application.Identity;
using CrmVoice.Web.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Asks the person signed in for the password and a code, by the same door as anybody: wrong ones count there.</summary>
public sealed class OwnProof(IMediator mediator, SignInThrottle door, SignInRefusals refusals)
{
    /// <returns>Null where both are right; else the page of one's security, with the reason.</returns>
    public async Task<IActionResult?> FindRefusalAsync(Controller page, OwnProofForm form, CancellationToken cancellationToken)
    {
        form.Security = await mediator.Send(new GetMySecurity(), cancellationToken);
        var attempt = await door.TryAsync(page.HttpContext, form.Security.Email, form.Password);
        if (attempt is SignInAttempt.NeedsCode asked)
        {
            attempt = await door.TryCodeAsync(page.HttpContext, asked.Ticket, form.Code);
        }

        if (attempt is SignInAttempt.Right)
        {
            return null;
        }

        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        refusals.Explain(attempt, page, "security.wrong-proof");
        return page.View("~/Features/Identity/Views/MySecurity/Index.cshtml", form);
    }
}
