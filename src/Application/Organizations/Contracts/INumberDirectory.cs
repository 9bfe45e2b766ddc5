using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

public interface INumberDirectory
{
    /// <summary>
    /// Those that are numbers of the organization at Twilio, or were; its verified caller IDs are telephones of its own, and none. Unknown
    /// ones are left out.
    /// </summary>
    Task<IReadOnlyDictionary<PhoneNumber, NumberCard>> FindAsync(
        IEnumerable<PhoneNumber> phoneNumbers,
        CancellationToken cancellationToken);
}

/// <param name="Label">What the organization calls it; empty where it does not.</param>
public sealed record NumberCard(NumberId Id, string Label);
