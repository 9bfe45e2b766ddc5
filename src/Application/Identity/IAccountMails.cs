namespace CrmVoice.Application.Identity;

/// <summary>Mails about somebody's account, with links to pages. They are stored with the present unit of work.</summary>
public interface IAccountMails
{
    /// <summary>Whether there is a server that takes them; without one nothing may be sent.</summary>
    bool AreSent { get; }

    void SendInvitation(InvitationMail mail);

    /// <param name="email">Null for nobody, who is not told from anybody.</param>
    /// <param name="language">IETF language tag.</param>
    void SendPasswordLink(string? email, PasswordLink link, string language);
}

/// <param name="Language">IETF language tag.</param>
public sealed record InvitationMail(string Email, string Name, string OrganizationName, string Language, string Token);
