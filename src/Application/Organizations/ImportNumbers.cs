using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Asks Twilio for the account's numbers and keeps those that can call. Nothing is held up while it is asked, and nothing changes where it
/// refuses.
/// </summary>
public sealed record ImportNumbers : IQuery<NumberImport>;

/// <param name="Listed">How many of the account's numbers can call.</param>
/// <param name="Added">How many of them were not known.</param>
/// <param name="Removed">How many were the organization's and are the account's no longer.</param>
/// <param name="Error">Why nothing was imported; null where it was.</param>
public sealed record NumberImport(int Listed, int Added, int Removed, CarrierErrorView? Error);

/// <summary>
/// Makes an organization's numbers those that Twilio lists. Numbers that were typed before are bound to Twilio's, or stay as they are.
/// </summary>
/// <param name="AccountSid">Whose numbers they are; another account may have been connected meanwhile.</param>
internal sealed record KeepListedNumbers(OrganizationId OrganizationId, string AccountSid, NumberListing Listing) : ICommand<NumberImport>;

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

        var known = (await numbers.ListAsync(cancellationToken)).ToDictionary(number => number.PhoneNumber);
        foreach (var typed in known.Count == 0 ? account.Numbers : [])
        {
            Add(typed, label: "");
        }

        var bound = 0;
        foreach (var listed in command.Listing.Numbers.Where(listed => listed.HasVoice || known.ContainsKey(listed.PhoneNumber)))
        {
            bound += known.GetValueOrDefault(listed.PhoneNumber) is { Sid: not null, RemovedAt: null } ? 0 : 1;
            var number = known.GetValueOrDefault(listed.PhoneNumber) ?? Add(listed.PhoneNumber, listed.Label);
            number.Bind(listed.Sid, listed.HasVoice, listed.HasSms);
        }

        var present = command.Listing.Numbers.Select(listed => listed.PhoneNumber).ToHashSet();
        var gone = known
            .Values.Where(each =>
                each is { Sid: not null, RemovedAt: null } && command.Listing.IsWhole && !present.Contains(each.PhoneNumber))
            .ToList();
        gone.ForEach(number => number.Remove(clock.GetUtcNow()));
        Tell(command.OrganizationId, bound, gone.Count);
        return new NumberImport(command.Listing.Numbers.Count(listed => listed.HasVoice), bound, gone.Count, Error: null);

        Number Add(PhoneNumber phoneNumber, string label)
        {
            var position = known.Values.Select(number => number.Position).DefaultIfEmpty(-1).Max() + 1;
            var country = phoneNumbers.CountryOf(phoneNumber);
            var added = Number.Add(command.OrganizationId, phoneNumber, country, label, position, clock.GetUtcNow());
            numbers.Add(added);
            known.Add(phoneNumber, added);
            return added;
        }
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

internal sealed class ImportNumbersHandler(ITwilioConnection connection, IReadDb db, IMediator mediator, TimeProvider clock)
    : IRequestHandler<ImportNumbers, NumberImport>
{
    public async Task<NumberImport> Handle(ImportNumbers query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var account = organization.TwilioAccount
            ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        var listing = await connection.ListNumbersAsync(cancellationToken);
        if (listing.Error is null || AccountCheck.Refusals.Contains(listing.Error.Code))
        {
            var found = account.Numbers.Intersect(listing.Numbers.Select(number => number.PhoneNumber));
            var check = new AccountCheck(clock.GetUtcNow(), listing.Error?.Code, [.. found]);
            await mediator.Send(new KeepAccountCheck(organization.Id, check, account.SavedAt), cancellationToken);
        }

        return listing.Error is null
            ? await mediator.Send(new KeepListedNumbers(organization.Id, account.AccountSid, listing), cancellationToken)
            : new NumberImport(0, 0, 0, listing.Error);
    }
}
