using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Organizations;

internal sealed class BudgetMails(PageMails mails) : IBudgetMails
{
    public bool AreSent => mails.AreSent;

    public void Send(BudgetMail mail) => mails.Add(
        mail.Email,
        mail.News is BudgetNews.Stopped ? "budget-stop" : "budget-most",
        mail.Language,
        CallingLimitsController.PathToBudget,
        mail.OrganizationName,
        mail.Share);
}
