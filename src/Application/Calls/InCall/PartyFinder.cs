using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Who is to be brought into a live call: a colleague or a number outside.</summary>
/// <param name="MemberId">Null for a number.</param>
/// <param name="Number">In any spelling; null for a colleague.</param>
public sealed record PartyToCall(Guid? MemberId, string? Number)
{
    public bool IsOne => MemberId is null != string.IsNullOrWhiteSpace(Number);
}

/// <param name="MemberId">Null for a number outside.</param>
internal sealed record BroughtIn(MembershipId? MemberId, PhoneNumber Number);

/// <summary>Finds whom a live call may be extended to: the rules of placing a call hold for every telephone that rings.</summary>
internal sealed class PartyFinder(
    IMemberDirectory members,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    ISeatRepository seats,
    MoneyBudget money,
    TimeProvider clock)
{
    /// <exception cref="DomainRuleException">
    /// The colleague is in a call or has no phone, the number may not be called, or the day's budget is used up.
    /// </exception>
    /// <exception cref="NotFoundException">No such active member in this organization.</exception>
    public async Task<BroughtIn> FindAsync(PartyToCall party, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        if (await money.FindRefusalAsync(organization, clock.GetUtcNow(), cancellationToken) is { } refusal)
        {
            throw refusal.AsException();
        }

        return party.MemberId is { } member
            ? await FindColleagueAsync(new MembershipId(member), organization, cancellationToken)
            : Read(party.Number!, organization);
    }

    /// <summary>The telephone of whoever asks, to take part in somebody else's call.</summary>
    /// <inheritdoc cref="FindAsync(PartyToCall, CancellationToken)"/>
    public async Task<PhoneNumber> FindOwnPhoneAsync(MembershipId memberId, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var phone = (await members.GetAsync(memberId, cancellationToken)).Phone
            ?? throw new DomainRuleException(RuleCodes.AgentPhoneMissing, "The member has no phone yet.");
        organization.EnsureMayCallOwnPhone(phone, phoneNumbers);
        await EnsureFreeAsync(memberId, cancellationToken);
        return phone;
    }

    private async Task<BroughtIn> FindColleagueAsync(
        MembershipId memberId, CallingProfile organization, CancellationToken cancellationToken)
    {
        var member = await members.GetAsync(memberId, cancellationToken);
        if (!await members.MayAsync(memberId, Permission.PlaceCalls, cancellationToken))
        {
            throw new NotFoundException("Member");
        }

        var phone = member.Phone ?? throw new DomainRuleException(RuleCodes.NotPossibleNow, "The member has no phone yet.");
        organization.EnsureMayCall(phone, phoneNumbers);
        await EnsureFreeAsync(memberId, cancellationToken);
        return new BroughtIn(memberId, phone);
    }

    private async Task EnsureFreeAsync(MembershipId memberId, CancellationToken cancellationToken)
    {
        if (await seats.IsInLiveCallAsync(memberId, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.NotPossibleNow, "The member is in a call.");
        }
    }

    private BroughtIn Read(string number, CallingProfile organization)
    {
        var to = phoneNumbers.ReadOrRefuse(number, organization.Country);
        if (organization.Numbers.Contains(to))
        {
            throw new DomainRuleException(RuleCodes.OrganizationNumber, "The organization's own number cannot be called.");
        }

        organization.EnsureMayCall(to, phoneNumbers);
        return new BroughtIn(MemberId: null, to);
    }
}
