using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CrmVoice.Web.Features.Identity;

public sealed class RecoveryCodesController(IMediator mediator, OwnProof proof) : Controller
{
    private const string Made = "recovery-codes";
    private const string Path = "/settings/my-security/recovery-codes";

    /// <summary>For the next page, which shows them once: they are kept nowhere else.</summary>
    public static void Keep(ITempDataDictionary tempData, IReadOnlyList<string> codes) => tempData[Made] = codes.ToArray();

    [HttpGet(Path), RequirePermission(Permission.UseOwnProfile)]
    public IActionResult Index() => TempData[Made] is string[] codes ? View(codes) : RedirectToAction("Index", "MySecurity");

    [HttpPost(Path), RequirePermission(Permission.UseOwnProfile), ByPasswordOnly]
    public async Task<IActionResult> Create(OwnProofForm form, CancellationToken cancellationToken)
    {
        if (await proof.FindRefusalAsync(this, form, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Keep(TempData, await mediator.Send(new RenewRecoveryCodes(), cancellationToken));
        return RedirectToAction(nameof(Index));
    }
}
