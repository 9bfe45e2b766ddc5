using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

internal sealed class AccountMails(PageMails mails) : IAccountMails
{
    public bool AreSent => mails.AreSent;

    public void SendInvitation(InvitationMail mail) => mails.Add(
        mail.Email, "invitation", mail.Language, InvitationAnswersController.PathOf(mail.Token), mail.Name, mail.OrganizationName);

    public void SendPasswordLink(string? email, PasswordLink link, string language) =>
        mails.Add(email, "password", language, PasswordsController.PathOf(link));
}
