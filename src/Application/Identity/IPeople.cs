using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>People who sign in. They belong to no organization; their memberships do.</summary>
public interface IPeople
{
    /// <summary>The characters of an e-mail address: <c>@</c>, which occurs once, those of RFC 5322 (section 3.2.3), and the dot.</summary>
    const string EmailLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.@";

    const int EmailMaxLength = 254;

    /// <returns>Null where nobody has the address.</returns>
    Task<UserId?> FindAsync(string email, CancellationToken cancellationToken);

    /// <summary>E-mail addresses by user; unknown users are left out.</summary>
    Task<IReadOnlyDictionary<UserId, string>> EmailsAsync(IReadOnlyCollection<UserId> people, CancellationToken cancellationToken);

    /// <summary>Whether somebody is or was in any organization besides this one.</summary>
    Task<bool> IsMemberElsewhereAsync(UserId person, OrganizationId besides, CancellationToken cancellationToken);

    /// <summary>Adds somebody to the present unit of work.</summary>
    /// <param name="password">Null where it is chosen later, by a link.</param>
    /// <exception cref="DomainRuleException">Somebody has the address already.</exception>
    Task<UserId> AddAsync(string email, string? password, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of somebody, and all links to choose a password, with the present unit of work.</summary>
    Task EndSessionsAsync(UserId person, CancellationToken cancellationToken);
}
