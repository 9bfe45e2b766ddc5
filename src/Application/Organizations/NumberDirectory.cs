using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class NumberDirectory(IReadDb db) : INumberDirectory
{
    public async Task<IReadOnlyDictionary<PhoneNumber, NumberCard>> FindAsync(
        IEnumerable<PhoneNumber> phoneNumbers,
        CancellationToken cancellationToken)
    {
        PhoneNumber[] wanted = [.. phoneNumbers.Distinct()];
        return await db.Numbers
            .Where(number => wanted.Contains(number.PhoneNumber) && number.Origin != NumberOrigin.Verified)
            .ToDictionaryAsync(number => number.PhoneNumber, number => new NumberCard(number.Id, number.Label), cancellationToken);
    }
}
