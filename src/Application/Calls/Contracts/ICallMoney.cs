using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>
/// What is kept of the current organization's money for a day beside its calls. All is stored with the present unit of work.
/// </summary>
public interface ICallMoney
{
    /// <summary>Notes that admins are told of it.</summary>
    /// <param name="today">When the day began (UTC).</param>
    /// <returns>Whether they had not been told of it today, nor of anything worse.</returns>
    Task<bool> TellOnceAsync(OrganizationId organization, BudgetNews news, DateTimeOffset today, CancellationToken cancellationToken);
}
