using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Voice;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>A call to the admin's own phone that shows whether calls get through; the page asks how it stands until it is over.</summary>
public sealed class TestCallsController(IMediator mediator, CarrierErrorWords errors, IStringLocalizer<Words> words) : Controller
{
    [
        HttpPost("/settings/test-calls"),
        RequirePermission(Permission.ManageTwilioAccount),
        AsksTwilio,
        EnableRateLimiting(OwnPhoneCalls.Policy)
    ]
    public async Task<IActionResult> Create(CancellationToken cancellationToken)
    {
        var call = await mediator.Send(new PlaceTestCall(), cancellationToken);
        TempData[TestCallProgress.Pending] = call.CallSid is null ? null : $"{call.CallSid} {call.Phone}";
        return Show(new TestCallProgress(call.Error is null ? TestCallState.Ringing : TestCallState.None, call.Error));
    }

    [HttpPost("/settings/test-calls/updates"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Update(CancellationToken cancellationToken)
    {
        if ((TempData.Peek(TestCallProgress.Pending) as string)?.Split(' ') is not [var callSid, var phone])
        {
            return Show(new TestCallProgress(TestCallState.None));
        }

        var state = await mediator.Send(new GetTestCall(callSid), cancellationToken);
        if (state is TestCallState.Answered)
        {
            await mediator.Send(new RecordTestCall(phone), cancellationToken);
        }

        if (state is not TestCallState.Ringing)
        {
            TempData.Remove(TestCallProgress.Pending);
        }

        return Show(new TestCallProgress(state));
    }

    private IActionResult Show(TestCallProgress progress)
    {
        if (!Request.IsHtmx())
        {
            TempData[Flash.Bad] = progress switch
            {
                { Error: { } error } => errors.Why(error),
                { State: TestCallState.NotAnswered } => words["test-call.not-answered"].Value,
                _ => null,
            };
            return RedirectToAction("Index", "FirstSteps");
        }

        if (progress.State is not TestCallState.Answered)
        {
            return PartialView("_TestCall", progress);
        }

        Response.Htmx(headers => headers.Refresh());
        return NoContent();
    }
}
