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
internal sealed record BroughtIn(MembershipId? MemberId, PhoneNumber Number, LegTerms Terms);

/// <summary>
/// Finds whom a live call may be extended to: the rules of placing a call hold for every telephone that rings, and its leg holds back money
/// as a call does. Of the calls per minute it is one; to the calls of a day it adds none, but once they are used up nobody is brought in.
/// </summary>
internal sealed class PartyFinder(
    IMemberDirectory members,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    ISeatRepository seats,
    CallBudget budget,
    MoneyBudget money,
    TimeProvider clock)
{
    /// <exception cref="DomainRuleException">
    /// The colleague is in a call or has no phone, the number may not be called, or a limit or the day's budget is used up.
    /// </exception>
    /// <exception cref="NotFoundException">No such active member in this organization.</exception>
    public async Task<BroughtIn> FindAsync(PartyToCall party, Call call, MembershipId by, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var number = party.MemberId is { } member
            ? await PhoneOfColleagueAsync(new MembershipId(member), organization, cancellationToken)
            : Read(party.Number!, organization);
        return new BroughtIn(
            party.MemberId is { } id ? new MembershipId(id) : null,
            number,
            await GrantAsync(call, number, by, organization, cancellationToken));
    }

    /// <summary>The telephone of whoever asks, to take part in somebody else's call.</summary>
    /// <inheritdoc cref="FindAsync(PartyToCall, Call, MembershipId, CancellationToken)"/>
    public async Task<BroughtIn> FindOwnPhoneAsync(Call call, MembershipId memberId, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var phone = (await members.GetAsync(memberId, cancellationToken)).Phone
            ?? throw new DomainRuleException(RuleCodes.AgentPhoneMissing, "The member has no phone yet.");
        organization.EnsureMayCallOwnPhone(phone, phoneNumbers);
        await EnsureFreeAsync(memberId, cancellationToken);
        return new BroughtIn(memberId, phone, await GrantAsync(call, phone, memberId, organization, cancellationToken));
    }

    private async Task<LegTerms> GrantAsync(
        Call call, PhoneNumber number, MembershipId by, CallingProfile organization, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await budget.EnsureRoomAsync(organization, by, now, cancellationToken);
        return await money.GrantLegAsync(organization, call, number, now, cancellationToken);
    }

    private async Task<PhoneNumber> PhoneOfColleagueAsync(
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
        return phone;
    }

    private async Task EnsureFreeAsync(MembershipId memberId, CancellationToken cancellationToken)
    {
        if (await seats.IsInLiveCallAsync(memberId, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.NotPossibleNow, "The member is in a call.");
        }
    }

    private PhoneNumber Read(string number, CallingProfile organization)
    {
        var to = phoneNumbers.ReadOrRefuse(number, organization.Country);
        if (organization.Numbers.Contains(to))
        {
            throw new DomainRuleException(RuleCodes.OrganizationNumber, "The organization's own number cannot be called.");
        }

        organization.EnsureMayCall(to, phoneNumbers);
        return to;
    }
}
