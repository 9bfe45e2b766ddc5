using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Asks Twilio for the account's numbers and verified caller IDs, and keeps those that can call. Nothing is held up while it is asked, and
/// nothing changes where it refuses.
/// </summary>
public sealed record ImportNumbers : IQuery<NumberImport>;

/// <param name="Listed">How many of the account's numbers can call.</param>
/// <param name="Added">How many of them were not known.</param>
/// <param name="Removed">How many were the organization's and are the account's no longer.</param>
/// <param name="Error">Why nothing was imported; null where it was.</param>
/// <param name="CallerIdsError">Why verified caller IDs were left as they are; null where they were imported.</param>
public sealed record NumberImport(
    int Listed, int Added, int Removed, CarrierErrorView? Error, CarrierErrorView? CallerIdsError = null);

/// <summary>
/// Makes an organization's numbers those that Twilio lists. Numbers that were typed before are bound to Twilio's, or stay as they are.
/// </summary>
/// <param name="AccountSid">Whose numbers they are; another account may have been connected meanwhile.</param>
/// <param name="Listings">One for each kind that Twilio has listed; numbers of other kinds stay as they are.</param>
internal sealed record KeepListedNumbers(OrganizationId OrganizationId, string AccountSid, IReadOnlyList<NumberListing> Listings)
    : ICommand<NumberImport>;

internal sealed class KeepListedNumbersHandler(
    IOrganizationRepository organizations, INumberRepository numbers, IPhoneNumbers phoneNumbers, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<KeepListedNumbers, NumberImport>
{
    public async Task<NumberImport> Handle(KeepListedNumbers command, CancellationToken cancellationToken)
    {
        var account = (await organizations.FindAsync(command.OrganizationId, cancellationToken))?.TwilioAccount;
        if (account?.AccountSid != command.AccountSid)
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Another account was connected meanwhile.");
        }

        var now = clock.GetUtcNow();
        var known = await KnownNumbers.ReadAsync(command.OrganizationId, account, numbers, phoneNumbers, now, cancellationToken);
        var bound = 0;
        var listed = command.Listings
            .SelectMany(listing => listing.Numbers.Select(number => (listing.Origin, Number: number)))
            .DistinctBy(one => one.Number.PhoneNumber)
            .ToList();
        foreach (var (origin, number) in listed.Where(one => one.Number.HasVoice || known.Find(one.Number.PhoneNumber) is not null))
        {
            bound += known.Find(number.PhoneNumber) is { Sid: not null, RemovedAt: null } ? 0 : 1;
            known.Bind(origin, number);
        }

        // What one list does not show may be in the other: a whole one takes away only what is of its kind.
        var whole = command.Listings
            .Where(listing => listing.IsWhole)
            .ToDictionary(listing => listing.Origin, listing => listing.Numbers.Select(number => number.PhoneNumber).ToHashSet());
        var gone = known.All
            .Where(number => number is { Sid: not null, RemovedAt: null }
                && whole.TryGetValue(number.Origin, out var present) && !present.Contains(number.PhoneNumber))
            .ToList();
        gone.ForEach(number => number.Remove(now));
        Tell(command.OrganizationId, bound, gone.Count);
        return new NumberImport(listed.Count(one => one.Number.HasVoice), bound, gone.Count, Error: null);
    }

    // How many, and never which: the numbers themselves stand in the settings.
    private void Tell(OrganizationId organization, int added, int removed)
    {
        var changes = AuditedChange.Between(
            ("numbers-added", null, AuditedChange.WriteIfAny(added)),
            ("numbers-removed", null, AuditedChange.WriteIfAny(removed)));
        if (changes.Count > 0)
        {
            audit.Add(new Audited(AuditAction.NumbersChanged, AuditedKind.Organization, organization.Value) { Changes = changes });
        }
    }
}

internal sealed class ImportNumbersHandler(
    ITwilioConnection connection, ICallerIds callerIds, IReadDb db, IMediator mediator, TimeProvider clock)
    : IRequestHandler<ImportNumbers, NumberImport>
{
    public async Task<NumberImport> Handle(ImportNumbers query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var account = organization.TwilioAccount
            ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        var owned = await connection.ListNumbersAsync(cancellationToken);
        // A key may be allowed to list the ones and not the others.
        var verified = owned.Error is null ? await callerIds.ListAsync(only: null, cancellationToken) : null;
        List<NumberListing> listings = [.. new[] { owned, verified }.OfType<NumberListing>().Where(listing => listing.Error is null)];
        if (owned.Error is null || AccountCheck.Refusals.Contains(owned.Error.Code))
        {
            var found = account.Numbers.Intersect(listings.SelectMany(listing => listing.Numbers).Select(number => number.PhoneNumber));
            var check = new AccountCheck(clock.GetUtcNow(), owned.Error?.Code, [.. found]);
            await mediator.Send(new KeepAccountCheck(organization.Id, check, account.SavedAt), cancellationToken);
        }

        return owned.Error is null
            ? await mediator.Send(new KeepListedNumbers(organization.Id, account.AccountSid, listings), cancellationToken) with
            {
                CallerIdsError = verified?.Error,
            }
            : new NumberImport(0, 0, 0, owned.Error);
    }
}
