using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Contacts;

public sealed class ContactsController(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    private const int RecentCalls = 10;

    [HttpGet("/contacts"), RequirePermission(Permission.SeeContacts)]
    public async Task<IActionResult> Index(string? q, CancellationToken cancellationToken, int page = 1)
    {
        var query = new ListContacts(UnencodedPlus.Restore(q), Math.Clamp(page, 1, 10_000));
        var found = await mediator.Send(query, cancellationToken);
        return View(new ContactsPage(query, found, await mediator.Send(new GetMyProfile(), cancellationToken)));
    }

    [HttpGet("/contacts/{id:guid}"), RequirePermission(Permission.SeeContacts)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken)
    {
        var contact = await mediator.Send(new GetContact(id), cancellationToken);
        var calls = await mediator.Send(new ListCalls(ContactId: id, Limit: RecentCalls), cancellationToken);
        return View(new ContactFile(contact, calls.Items, await mediator.Send(new GetMyProfile(), cancellationToken)));
    }

    [HttpGet("/contacts/new"), RequirePermission(Permission.EditContacts)]
    public IActionResult New(string? phone)
    {
        // The field says the number as people write it, not as it stands in the address.
        ModelState.Clear();
        return View(
            ContactForm.New(UnencodedPlus.Restore(phone) is { } number && PhoneNumber.IsValid(number) ? viewer.Number(number) : phone));
    }

    [HttpPost("/contacts"), RequirePermission(Permission.EditContacts)]
    public Task<IActionResult> Create(ContactForm form, CancellationToken cancellationToken) => SaveAsync(form, cancellationToken);

    [HttpGet("/contacts/{id:guid}/edit"), RequirePermission(Permission.EditContacts)]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellationToken)
    {
        var contact = (await mediator.Send(new GetContact(id), cancellationToken)).Contact;
        var form = ContactForm.Of(contact, viewer);
        this.PointOut(form, viewer.ProblemOf(contact.Phone), viewer, words);
        return View(form);
    }

    [HttpPost("/contacts/{id:guid}"), RequirePermission(Permission.EditContacts)]
    public Task<IActionResult> Update(ContactForm form, CancellationToken cancellationToken) => SaveAsync(form, cancellationToken);

    private async Task<IActionResult> SaveAsync(ContactForm form, CancellationToken cancellationToken)
    {
        var id = await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["contact.saved"]);
        return RedirectToAction(nameof(Show), new { id });
    }
}
