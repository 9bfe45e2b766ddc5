using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>
/// What is kept of the current organization's money for a day beside its calls. All is stored with the present unit of work.
/// </summary>
public interface ICallMoney
{
    /// <summary>
    /// No call lasts longer that only says something on a member's own phone. There is no record of it: the day's money is charged with the
    /// most that it may cost.
    /// </summary>
    const int LongestServiceCallSeconds = 120;

    /// <summary>Whether there is money for such a call.</summary>
    /// <param name="from">The caller ID.</param>
    /// <exception cref="DomainRuleException">There is none, or no price is known.</exception>
    Task EnsureLeftAsync(CallingProfile organization, PhoneNumber from, PhoneNumber phone, CancellationToken cancellationToken);

    /// <summary>Takes the money for such a call.</summary>
    /// <returns>How much, in millionths of the currency; 0 where the organization has no budget.</returns>
    /// <exception cref="DomainRuleException">There is none, or no price is known.</exception>
    Task<long> TakeAsync(CallingProfile organization, PhoneNumber from, PhoneNumber phone, CancellationToken cancellationToken);

    /// <summary>Puts back what was taken for a call that surely was not made.</summary>
    Task PutBackAsync(CallingProfile organization, long micros, CancellationToken cancellationToken);

    /// <summary>Notes that admins are told of it.</summary>
    /// <param name="today">When the day began (UTC).</param>
    /// <returns>Whether they had not been told of it today, nor of anything worse.</returns>
    Task<bool> TellOnceAsync(OrganizationId organization, BudgetNews news, DateTimeOffset today, CancellationToken cancellationToken);
}
