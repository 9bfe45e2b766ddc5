using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>
/// What somebody holds between the right password and the code: it proves the password for five minutes, or until that changes, and opens
/// nothing by itself.
/// </summary>
public interface ISignInTickets
{
    /// <returns>Null for somebody who signs in with the password alone.</returns>
    Task<string?> MakeAsync(UserId person, CancellationToken cancellationToken);

    /// <returns>Null for a ticket that is over or none of ours, and where the account is locked.</returns>
    Task<SignInTicket?> FindAsync(string? ticket, CancellationToken cancellationToken);
}

public sealed record SignInTicket(UserId UserId, string Email);
