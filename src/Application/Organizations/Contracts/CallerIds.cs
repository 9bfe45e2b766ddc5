using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations.Contracts;

/// <summary>The numbers that calls of the organization may come from, and which of them one does come from.</summary>
/// <param name="Default">The one that was chosen, else the first.</param>
/// <param name="All">In the order in which they were added.</param>
/// <param name="MatchesArea">A number from where the contact is goes before the default.</param>
public sealed record CallerIds(PhoneNumber Default, IReadOnlyList<CallerId> All, bool MatchesArea)
{
    /// <summary>The agent's own number, else one from where the contact is, if that is wanted, else the default.</summary>
    public PhoneNumber Choose(MembershipId agent, PhoneNumber to, IPhoneNumbers phoneNumbers) =>
        All.FirstOrDefault(callerId => callerId.Owner == agent)?.PhoneNumber ?? (MatchesArea ? NearestTo(to, phoneNumbers) : Default);

    /// <summary>The number that somebody has chosen for one call.</summary>
    /// <exception cref="DomainRuleException">It is no number, or none that calls may come from.</exception>
    public PhoneNumber Read(string text, string country, IPhoneNumbers phoneNumbers)
    {
        var reading = phoneNumbers.Read(text, country);
        var chosen = All.FirstOrDefault(callerId =>
            callerId.PhoneNumber == reading.Number || phoneNumbers.IsWritten(callerId.PhoneNumber, text, country));
        return chosen?.PhoneNumber
            ?? throw (reading.Problem ?? new NumberProblem(NumberFault.NotOwned)).AsRefusal(RuleCodes.CallerIdInvalid);
    }

    // In Brazil people look at the area code before they answer; abroad it is the country that counts.
    private PhoneNumber NearestTo(PhoneNumber to, IPhoneNumbers phoneNumbers)
    {
        var (area, country) = (phoneNumbers.AreaOf(to), phoneNumbers.CountryOf(to));
        bool IsOfArea(PhoneNumber number) => area is not null && phoneNumbers.AreaOf(number) == area;
        bool IsOfCountry(CallerId callerId) => country is not null && callerId.Country == country;
        var candidates = All.Where(callerId => callerId.Owner is null || callerId.PhoneNumber == Default)
            .OrderByDescending(callerId => callerId.PhoneNumber == Default).ToList();
        return (candidates.Find(callerId => IsOfArea(callerId.PhoneNumber)) ?? candidates.Find(IsOfCountry))?.PhoneNumber ?? Default;
    }
}

/// <param name="Country">ISO 3166-1 alpha-2; null where it is not known.</param>
/// <param name="Owner">Whose calls come from it, and nobody else's unless they ask for it; null for a number of all.</param>
public sealed record CallerId(PhoneNumber PhoneNumber, string? Country, MembershipId? Owner);
