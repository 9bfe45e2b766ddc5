using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>The person signed in, as every page needs it.</summary>
public sealed record GetMyProfile : IQuery<MyProfile>;

/// <param name="Phone">E.164; null until it is set.</param>
/// <param name="Language">What the person chose; null follows the organization.</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
public sealed record MyProfile(
    Guid MembershipId,
    string Name,
    string? Phone,
    string? Language,
    Guid OrganizationId,
    string OrganizationName,
    string OrganizationCountry,
    string OrganizationLanguage,
    string OrganizationTimeZone,
    bool HasTwilioAccount,
    int Version)
{
    /// <summary>Why the phone, stored under earlier rules, cannot be called; null where it can, or there is none.</summary>
    public NumberProblem? PhoneProblem { get; init; }

    /// <summary>The organization's.</summary>
    public CallingLimits Limits { get; init; } = new();

    /// <summary>What the person or the organization has used up for today; null where there is room for one more call.</summary>
    public LimitRefusal? UsedUp { get; init; }

    /// <summary>The number, E.164, that waits for the code that was said on it; null where none does.</summary>
    public string? PendingPhone { get; init; }

    /// <summary>Whether the person has shown that the phone is at hand; one that an admin has set is not confirmed.</summary>
    public bool IsPhoneConfirmed { get; init; }

    /// <summary>Whether a Twilio account is connected and the person has a phone.</summary>
    public bool CanCall => HasTwilioAccount && Phone is not null;
}

internal sealed class GetMyProfileHandler(
    IReadDb db, IOrganizationDirectory organizations, ICallDirectory calls, IPhoneNumbers phoneNumbers, ICurrentUser user)
    : IRequestHandler<GetMyProfile, MyProfile>
{
    public async Task<MyProfile> Handle(GetMyProfile query, CancellationToken cancellationToken)
    {
        var me =
            await db.Memberships.FirstOrDefaultAsync(member => member.Id == user.MembershipId, cancellationToken)
            ?? throw new NotFoundException("Member");
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return new MyProfile(
            me.Id.Value,
            me.Name,
            me.Phone?.Value,
            me.Language,
            organization.Id.Value,
            organization.Name,
            organization.Country,
            organization.Language,
            organization.TimeZone,
            organization.CallerId is not null,
            me.Version)
        {
            PhoneProblem = phoneNumbers.CheckMemberPhone(me.Phone, organization),
            Limits = organization.Limits,
            UsedUp = await calls.FindUsedUpAsync(organization, me.Id, cancellationToken),
            PendingPhone = me.PendingPhone?.Value,
            IsPhoneConfirmed = me.PhoneConfirmedAt is not null,
        };
    }
}
