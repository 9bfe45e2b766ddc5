using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

public interface INumberDirectory
{
    /// <summary>A number of the current organization, also one that Twilio lists no longer; null for an unknown id.</summary>
    Task<PhoneNumber?> FindNumberAsync(NumberId id, CancellationToken cancellationToken);

    /// <summary>
    /// Those with these ids, and those with these digits that are numbers of the organization at Twilio, or were: its verified caller IDs
    /// are telephones of its own, and none. Unknown ones are left out.
    /// </summary>
    Task<IReadOnlyList<NumberCard>> ListAsync(
        IReadOnlyCollection<NumberId> ids,
        IReadOnlyCollection<PhoneNumber> phoneNumbers,
        CancellationToken cancellationToken);
}

/// <param name="Label">What the organization calls it; empty where it does not.</param>
public sealed record NumberCard(NumberId Id, PhoneNumber PhoneNumber, string Label);
