using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Reads an organization's numbers: those that were imported; until any were, those that were typed with the account.</summary>
internal sealed class OwnNumbers(IReadDb db, IPhoneNumbers phoneNumbers)
{
    public async Task<OwnNumberList> ReadAsync(TwilioAccount? account, CancellationToken cancellationToken)
    {
        var rows = await db.Numbers.OrderBy(number => number.Position).ThenBy(number => number.Id)
            .Select(number => new
            {
                Number = new OwnNumber(number.Id, number.PhoneNumber, number.Country, number.MemberId, number.Origin, number.HasVoice),
                number.RemovedAt,
            })
            .ToListAsync(cancellationToken);
        return rows.Count > 0
            ? new OwnNumberList(AreImported: true, [.. rows.Where(row => row.RemovedAt is null).Select(row => row.Number)])
            : new OwnNumberList(AreImported: false, [.. (account?.Numbers ?? []).Select(Typed)]);
    }

    private OwnNumber Typed(PhoneNumber number) =>
        new(Id: null, number, phoneNumbers.CountryOf(number), MemberId: null, NumberOrigin.Typed, HasVoice: true);
}

internal sealed record OwnNumberList(bool AreImported, IReadOnlyList<OwnNumber> Numbers)
{
    /// <summary>The number that is seen where no rule chooses another; null where there is none to call from.</summary>
    public PhoneNumber? DefaultBy(CallerIdRule rule) =>
        FindDefault(rule)?.PhoneNumber;

    public OwnNumber? FindDefault(CallerIdRule rule) =>
        MayCall.FirstOrDefault(number => number.Id is not null && number.Id == rule.DefaultNumber) ?? MayCall.FirstOrDefault();

    /// <summary>Those that calls may come from.</summary>
    public IEnumerable<OwnNumber> MayCall => Numbers.Where(number => number.HasVoice);
}

internal sealed record OwnNumber(
    NumberId? Id,
    PhoneNumber PhoneNumber,
    string? Country,
    MembershipId? MemberId,
    NumberOrigin Origin,
    bool HasVoice);
