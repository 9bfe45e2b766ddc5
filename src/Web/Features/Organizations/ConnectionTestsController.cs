using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

public sealed class ConnectionTestsController(IMediator mediator) : Controller
{
    [HttpPost("/settings/twilio-account/connection-tests"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Create(CancellationToken cancellationToken)
    {
        var test = await mediator.Send(new TestTwilioConnection(), cancellationToken);
        return Request.IsHtmx() ? PartialView("TwilioAccount/_ConnectionTest", test) : View("TwilioAccount/ConnectionTest", test);
    }
}
