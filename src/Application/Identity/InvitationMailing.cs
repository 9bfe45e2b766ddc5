using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>Mails the link of an invitation where mail is sent, in the language of the organization.</summary>
internal sealed class InvitationMailing(IAccountMails mails, IOrganizationDirectory organizations)
{
    public async Task<InvitationLink> MailAsync(Invitation invitation, string token, CancellationToken cancellationToken)
    {
        if (!mails.AreSent)
        {
            return new InvitationLink(invitation.Id.Value, invitation.Name, token, MailedTo: null);
        }

        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        mails.SendInvitation(new InvitationMail(invitation.Email, invitation.Name, organization.Name, organization.Language, token));
        return new InvitationLink(invitation.Id.Value, invitation.Name, token, invitation.Email);
    }
}
