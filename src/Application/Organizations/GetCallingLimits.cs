using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Where the organization may call, how much, and how much it has called today.</summary>
public sealed record GetCallingLimits : IQuery<CallingLimitsView>;

/// <param name="Country">The organization's own; ISO 3166-1 alpha-2.</param>
/// <param name="CallingCode">The own country's, such as <c>+55</c>.</param>
/// <param name="Regions">All that may be chosen, the own country not among them; <see cref="NumberPlace.Region"/>.</param>
/// <param name="Version">What a change may be based on.</param>
public sealed record CallingLimitsView(
    CallingLimits Limits, string Country, string CallingCode, IReadOnlyList<string> Regions, CallUse Today, int Version);

internal sealed class GetCallingLimitsHandler(IReadDb db, ICallDirectory calls, IPhoneNumbers phoneNumbers, TimeProvider clock)
    : IRequestHandler<GetCallingLimits, CallingLimitsView>
{
    public async Task<CallingLimitsView> Handle(GetCallingLimits query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var (today, _) = LocalDays.Around(clock.GetUtcNow(), organization.TimeZone);
        return new CallingLimitsView(
            organization.CallingLimits ?? new CallingLimits(),
            organization.Country,
            phoneNumbers.CallingCodeOf(organization.Country),
            [.. phoneNumbers.Regions.Except([organization.Country])],
            await calls.GetUseAsync(today, cancellationToken),
            organization.Version);
    }
}
