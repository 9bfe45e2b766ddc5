using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Tells all admins by mail that most of the day's budget is spent, and that nothing more is placed: once each a day, where mail is sent
/// and nobody has lifted the stop.
/// </summary>
[NotAudited("done by CrmVoice itself; nothing of the organization changes")]
public sealed record MailBudgetNews : ICommand;

internal sealed class MailBudgetNewsHandler(
    IMediator mediator,
    IOrganizationDirectory organizations,
    ICallMoney money,
    IAdminDirectory admins,
    IBudgetMails mails,
    TimeProvider clock) : IRequestHandler<MailBudgetNews, Unit>
{
    public async Task<Unit> Handle(MailBudgetNews command, CancellationToken cancellationToken)
    {
        if (!mails.AreSent
            || await mediator.Send(new GetBudget(), cancellationToken) is not { LiftedUntil: null, Use: { News: { } news } use })
        {
            return Unit.Value;
        }

        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var (today, _) = LocalDays.Around(clock.GetUtcNow(), organization.TimeZone);
        if (await money.TellOnceAsync(organization.Id, news, today, cancellationToken))
        {
            foreach (var admin in await admins.ListAsync(cancellationToken))
            {
                var language = admin.Language ?? organization.Language;
                mails.Send(new BudgetMail(admin.Email, language, organization.Name, news, use.Share));
            }
        }

        return Unit.Value;
    }
}
