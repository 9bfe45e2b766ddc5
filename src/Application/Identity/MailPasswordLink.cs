using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Somebody has forgotten the password and asks for a link. Whether the address is known shows neither in what comes back nor in how long
/// it takes: for nobody the same is looked up, made and stored, and goes nowhere.
/// </summary>
/// <param name="Language">IETF language tag of the page; members get it in their own.</param>
[NotAudited("anybody may ask it for anybody; the password that is chosen with it is audited")]
public sealed record MailPasswordLink(string Email, string Language) : ICommand;

internal sealed class MailPasswordLinkValidator : AbstractValidator<MailPasswordLink>
{
    public MailPasswordLinkValidator()
    {
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Language).Must(Languages.Speaks);
    }
}

internal sealed class MailPasswordLinkHandler(IPeople people, ISignIns signIns, IPasswordLinks links, IAccountMails mails)
    : IRequestHandler<MailPasswordLink, Unit>
{
    public async Task<Unit> Handle(MailPasswordLink command, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(command.Email, cancellationToken) ?? UserId.New();
        var memberships = await signIns.ListAsync(person, cancellationToken);
        // Where the account says, and not where somebody who writes it alike would have it.
        var email = (await people.EmailsAsync([person], cancellationToken)).GetValueOrDefault(person);
        var link = await links.MakeForAnHourAsync(person, cancellationToken);
        mails.SendPasswordLink(memberships is [] ? null : email, link, memberships is [var first, ..] ? first.Language : command.Language);
        return Unit.Value;
    }
}
