using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Where the link of an invitation leads to.</summary>
[AllowAnonymous]
public sealed class InvitationAnswersController(
    IMediator mediator,
    OtherOrganization organization,
    SignInThrottle door,
    SignInRefusals refusals,
    ISignIns signIns,
    Session session) : Controller
{
    private const string Path = "/invitation";

    /// <summary>Under the public address.</summary>
    public static string PathOf(string token) => $"{Path}?token={token}";

    [HttpGet(Path)]
    public async Task<IActionResult> Edit(string? token, CancellationToken cancellationToken) =>
        await mediator.Send(new FindInvitation(token), cancellationToken) is { State: InvitationState.Open } invitation
            ? View(new InvitationAnswerForm { Token = token, Name = invitation.Name, Invitation = invitation })
            : await ShowOverAsync(token, cancellationToken);

    [HttpPost(Path), TakesFormsOfAnySession]
    public async Task<IActionResult> Create(InvitationAnswerForm form, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new FindInvitation(form.Token), cancellationToken) is not { State: InvitationState.Open } invitation)
        {
            return await ShowOverAsync(form.Token, cancellationToken);
        }

        form.Invitation = invitation;
        if (invitation.Person is { } known && !IsSignedInAs(known)
            && await TryAsync(form, invitation) is var attempt && !IsRight(attempt, known))
        {
            return AskAgain(attempt, form);
        }

        try
        {
            await JoinAsync(form, invitation, cancellationToken);
        }
        catch (DomainRuleException refused) when (refused.Code is RuleCodes.InvitationOver)
        {
            return await ShowOverAsync(form.Token, cancellationToken);
        }

        return LocalRedirect("~/");
    }

    private Task<SignInAttempt> TryAsync(InvitationAnswerForm form, FoundInvitation invitation) => form.Ticket is null
        ? door.TryAsync(HttpContext, invitation.Email, form.Password, alsoMembersOfNone: true)
        : door.TryCodeAsync(HttpContext, form.Ticket, form.Code, alsoMembersOfNone: true);

    // A ticket may be anybody's.
    private static bool IsRight(SignInAttempt attempt, UserId person) => attempt is SignInAttempt.Right right && right.UserId == person;

    private ViewResult AskAgain(SignInAttempt attempt, InvitationAnswerForm form)
    {
        ModelState.Clear();
        switch (attempt)
        {
            case SignInAttempt.NeedsCode asked:
                form.Ticket = asked.Ticket;
                return View(nameof(Edit), form);
            case SignInAttempt.TicketIsOver:
                form.Ticket = null;
                break;
        }

        var wrong = form.Ticket is null ? "sign-in.wrong" : "sign-in.code.wrong";
        refusals.Explain(attempt, this, attempt is SignInAttempt.TicketIsOver ? "sign-in.code.over" : wrong);
        return View(nameof(Edit), form);
    }

    // Of whoever signs in already the name stays what it is; a new person's is of that person's choice.
    private async Task JoinAsync(InvitationAnswerForm form, FoundInvitation invitation, CancellationToken cancellationToken)
    {
        if (invitation.Person is { } known)
        {
            await organization.SendAsync(invitation.OrganizationId, new JoinOrganization(invitation.Id.Value, known), cancellationToken);
            session.Invalidate(known);
        }

        var person =
            invitation.Person ?? await organization.SendAsync(invitation.OrganizationId, form.ToCommand(invitation), cancellationToken);
        var memberships = await signIns.ListAsync(person, cancellationToken);
        await session.BeginAsync(person, memberships.First(membership => membership.OrganizationId == invitation.OrganizationId));
    }

    // What the provider of one organization says of a person holds in that one alone.
    private bool IsSignedInAs(UserId person) => User.FindId(CrmVoiceClaims.User) == person.Value && !User.IsByProvider();

    private async Task<IActionResult> ShowOverAsync(string? token, CancellationToken cancellationToken)
    {
        var state = (await mediator.Send(new FindInvitation(token), cancellationToken))?.State;
        Response.StatusCode = state is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
        return View("Over", state is null ? "unknown" : Kebab.Of(state.Value));
    }
}
