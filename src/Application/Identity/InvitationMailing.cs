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
            return LinkOf(invitation, token, mailedTo: null);
        }

        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return Mail(invitation, token, organization.Name, organization.Language);
    }

    /// <summary>The same for an organization that is being created and cannot be read yet.</summary>
    /// <param name="language">IETF language tag.</param>
    public InvitationLink Mail(Invitation invitation, string token, string organizationName, string language)
    {
        if (!mails.AreSent)
        {
            return LinkOf(invitation, token, mailedTo: null);
        }

        mails.SendInvitation(new InvitationMail(invitation.Email, invitation.Name, organizationName, language, token));
        return LinkOf(invitation, token, invitation.Email);
    }

    private static InvitationLink LinkOf(Invitation invitation, string token, string? mailedTo) =>
        new(invitation.Id.Value, invitation.Name, token, mailedTo);
}
