using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

/// <param name="Reason">Its words are <c>provider-sign-in.</c> and this.</param>
/// <param name="TryAgain">Where the sign-in begins anew; null where that is of no use.</param>
public sealed record ProviderRefusedPage(string Reason, string? TryAgain);

/// <summary>Signing in by an organization's own provider: there, and back again.</summary>
[AllowAnonymous]
public sealed class ProviderSignInsController(
    ISignInProviders providers, ProviderDoor door, OtherOrganization other, ISignIns signIns, Session session) : Controller
{
    private const string Path = "/sign-in/organization/{organizationId:guid}";

    /// <summary>Where an organization's members sign in; under the public address.</summary>
    public static string PathOf(OrganizationId organization) => $"/sign-in/organization/{organization.Value:D}";

    /// <summary>Where the provider leads back to; under the public address.</summary>
    public static string CallbackPathOf(OrganizationId organization) => $"{PathOf(organization)}/callback";

    [HttpGet(Path)]
    public async Task<IActionResult> New(Guid organizationId, string? returnUrl, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(new OrganizationId(organizationId), cancellationToken) is not { } provider)
        {
            return Refuse(ProviderRefusal.SwitchedOff);
        }

        return await door.TryLeadThereAsync(HttpContext, provider, ReturnPath.Read(Url, returnUrl))
            ? new EmptyResult()
            : Refuse(ProviderFailure.Unanswered, provider);
    }

    [HttpGet(Path + "/callback")]
    public async Task<IActionResult> Create(Guid organizationId, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(new OrganizationId(organizationId), cancellationToken) is not { } provider)
        {
            return Refuse(ProviderRefusal.SwitchedOff);
        }

        return await door.ReadAsync(HttpContext, provider) switch
        {
            ProviderAnswer.Vouched vouched => await LetInAsync(vouched, provider, cancellationToken),
            ProviderAnswer.Failed failed => Refuse(failed.Reason, provider),
            var odd => throw new InvalidOperationException($"Nothing is known of {odd.GetType().Name}."),
        };
    }

    private async Task<IActionResult> LetInAsync(
        ProviderAnswer.Vouched vouched,
        ProviderConnection provider,
        CancellationToken cancellationToken)
    {
        var command = new SignInByProvider(provider.Issuer, vouched.Subject, vouched.Email, vouched.IsEmailUnverified);
        var outcome = await other.SendAsync(provider.OrganizationId, command, cancellationToken);
        if (outcome is ProviderSignIn.Member member
            && (await signIns.ListAsync(member.UserId, cancellationToken)).FirstOrDefault(m => m.OrganizationId == provider.OrganizationId)
                is { } membership)
        {
            await session.BeginByProviderAsync(member.UserId, membership);
            return LocalRedirect(ReturnPath.Read(Url, vouched.ReturnUrl));
        }

        return Refuse(outcome is ProviderSignIn.Refused refused ? refused.Reason : ProviderRefusal.Deactivated);
    }

    private ViewResult Refuse(ProviderRefusal reason) => Refuse(
        Kebab.Of(reason),
        reason is ProviderRefusal.SwitchedOff ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden,
        tryAgain: null);

    private ViewResult Refuse(ProviderFailure reason, ProviderConnection provider) => Refuse(
        Kebab.Of(reason),
        reason is ProviderFailure.Unanswered or ProviderFailure.NotAccepted
            ? StatusCodes.Status502BadGateway
            : StatusCodes.Status400BadRequest,
        Url.Content($"~{PathOf(provider.OrganizationId)}"));

    private ViewResult Refuse(string reason, int status, string? tryAgain)
    {
        Response.StatusCode = status;
        return View("Refused", new ProviderRefusedPage(reason, tryAgain));
    }
}
