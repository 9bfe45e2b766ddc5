using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>All numbers that an organization has or had, to which those are added that Twilio lists.</summary>
internal sealed class KnownNumbers
{
    private readonly OrganizationId organizationId;
    private readonly Dictionary<PhoneNumber, Number> known;
    private readonly INumberRepository numbers;
    private readonly IPhoneNumbers phoneNumbers;
    private readonly DateTimeOffset now;

    private KnownNumbers(
        OrganizationId organizationId,
        IEnumerable<Number> before,
        INumberRepository numbers,
        IPhoneNumbers phoneNumbers,
        DateTimeOffset now)
    {
        (this.organizationId, this.numbers, this.phoneNumbers, this.now) = (organizationId, numbers, phoneNumbers, now);
        known = before.ToDictionary(number => number.PhoneNumber);
    }

    public IReadOnlyCollection<Number> All => known.Values;

    /// <summary>Numbers that were typed with the account become rows with the first that is listed: from then on the rows count.</summary>
    public static async Task<KnownNumbers> ReadAsync(
        OrganizationId organizationId,
        TwilioAccount account,
        INumberRepository numbers,
        IPhoneNumbers phoneNumbers,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var read = new KnownNumbers(organizationId, await numbers.ListAsync(cancellationToken), numbers, phoneNumbers, now);
        foreach (var typed in read.known.Count == 0 ? account.Numbers : [])
        {
            read.Add(typed, label: "");
        }

        return read;
    }

    public Number? Find(PhoneNumber number) => known.GetValueOrDefault(number);

    /// <summary>Twilio lists it.</summary>
    public Number Bind(NumberOrigin origin, ListedNumber listed)
    {
        var number = Find(listed.PhoneNumber) ?? Add(listed.PhoneNumber, listed.Label);
        number.Bind(origin, listed.Sid, listed.HasVoice, listed.HasSms);
        return number;
    }

    private Number Add(PhoneNumber phoneNumber, string label)
    {
        var position = known.Values.Select(number => number.Position).DefaultIfEmpty(-1).Max() + 1;
        var added = Number.Add(organizationId, phoneNumber, phoneNumbers.CountryOf(phoneNumber), label, position, now);
        numbers.Add(added);
        known.Add(phoneNumber, added);
        return added;
    }
}
