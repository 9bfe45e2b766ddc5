using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations;

/// <summary>Mails about an organization's budget. They are stored with the present unit of work.</summary>
public interface IBudgetMails
{
    /// <summary>Whether there is a server that takes them; without one nothing may be sent.</summary>
    bool AreSent { get; }

    void Send(BudgetMail mail);
}

/// <param name="Language">IETF language tag.</param>
/// <param name="Share">Of the budget, what is spent, in percent.</param>
public sealed record BudgetMail(string Email, string Language, string OrganizationName, BudgetNews News, int Share);
