using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

internal sealed class NumberDirectory(IReadDb db) : INumberDirectory
{
    public Task<PhoneNumber?> FindNumberAsync(NumberId id, CancellationToken cancellationToken) =>
        db.Numbers.Where(number => number.Id == id)
            .Select(number => (PhoneNumber?)number.PhoneNumber)
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<NumberCard>> ListAsync(
        IReadOnlyCollection<NumberId> ids,
        IReadOnlyCollection<PhoneNumber> phoneNumbers,
        CancellationToken cancellationToken) =>
        await db.Numbers
            .Where(number =>
                ids.Contains(number.Id) || (phoneNumbers.Contains(number.PhoneNumber) && number.Origin != NumberOrigin.Verified))
            .Select(number => new NumberCard(number.Id, number.PhoneNumber, number.Label))
            .ToListAsync(cancellationToken);
}
