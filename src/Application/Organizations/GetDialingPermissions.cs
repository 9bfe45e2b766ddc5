using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Asks Twilio which countries its account may call, beside those that the organization allows.</summary>
public sealed record GetDialingPermissions : IQuery<DialingPermissionsView>;

/// <param name="Allowed">What the organization allows, its own country first.</param>
/// <param name="Others">Open at Twilio, and not allowed here; whoever gets hold of the account's secrets could call them.</param>
/// <param name="AreInherited">They are those of the account above this subaccount, and are changed there.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record DialingPermissionsView(
    IReadOnlyList<AllowedCountry> Allowed, IReadOnlyList<DialingPermission> Others, bool AreInherited, CarrierErrorView? Error)
{
    /// <summary>Allowed here, and closed at Twilio: calls there fail.</summary>
    public IReadOnlyList<AllowedCountry> Closed => [.. Allowed.Where(country => country.AtTwilio is { LowRisk: false })];

    /// <summary>Allowed here, and in no list of Twilio's: whether calls there get through is not known.</summary>
    public IReadOnlyList<AllowedCountry> Unlisted => [.. Allowed.Where(country => country.AtTwilio is null)];

    /// <summary>Allowed here, and at Twilio with numbers that cost more or are known for fraud.</summary>
    public IReadOnlyList<AllowedCountry> HighRisk => [.. Allowed.Where(country => country.AtTwilio is { IsHighRisk: true })];
}

/// <param name="Region"><see cref="NumberPlace.Region"/>.</param>
/// <param name="AtTwilio">Null where Twilio lists no such country.</param>
public sealed record AllowedCountry(string Region, DialingPermission? AtTwilio);

internal sealed class GetDialingPermissionsHandler(IDialingPermissions permissions, IReadDb db, IPhoneNumbers phoneNumbers)
    : IRequestHandler<GetDialingPermissions, DialingPermissionsView>
{
    public async Task<DialingPermissionsView> Handle(GetDialingPermissions query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        if (organization.TwilioAccount is null)
        {
            throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        }

        var listing = await permissions.ListAsync(cancellationToken);
        var regions = organization.CallingLimits?.Regions ?? [];
        List<AllowedCountry> allowed =
        [
            .. regions.Prepend(organization.Country).Where(region => region != NumberPlace.International)
                .Select(region => new AllowedCountry(region, Find(region, listing))),
        ];
        return new DialingPermissionsView(
            allowed,
            [.. listing.Countries.Where(country => country.IsOpen && allowed.All(one => one.AtTwilio != country))],
            listing.AreInherited,
            listing.Error);
    }

    // Canada is in Twilio's United States.
    private DialingPermission? Find(string region, DialingPermissionListing listing) =>
        listing.Countries.FirstOrDefault(country => country.IsoCode == region)
        ?? listing.Countries.FirstOrDefault(country => country.CallingCodes.Contains(phoneNumbers.CallingCodeOf(region)));
}
