using System.Text;
using System.Text.Json.Serialization;
using AutoMapper;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Places a call: rings the agent's own phone first, then the contact's. Returns the call as requested; dialling happens afterwards.
/// </summary>
/// <param name="To">A number in any spelling; the contact's own where it is left out.</param>
/// <param name="From">
/// One of the organization's numbers, in any spelling; left out, it is chosen by the organization's rule. Not written where it is null: a
/// key that an earlier version took is compared without it.
/// </param>
/// <param name="SendDigits">
/// Keys that are pressed once the contact has answered, such as an extension: 0 to 9, *, #, and w for a pause of half a second.
/// </param>
[NotAudited("the call's own record tells it")]
public sealed record PlaceCall(
    string? To,
    Guid? ContactId,
    Guid? OpportunityId = null,
    string? IdempotencyKey = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SendDigits = null) : IIdempotentCommand<CallView>;

internal sealed class PlaceCallValidator : AbstractValidator<PlaceCall>
{
    public PlaceCallValidator()
    {
        RuleFor(c => c.To).NotEmpty().When(c => c.ContactId is null).MaximumLength(64);
        RuleFor(c => c.From).MaximumLength(64);
        RuleFor(c => c.SendDigits).NotEmpty().MaximumLength(SendCallDigits.MaxLength).Matches(SendCallDigits.Form)
            .When(c => c.SendDigits is not null);
        RuleFor(c => c.IdempotencyKey)
            .Length(1, 200)
            .Must(key => key!.EnumerateRunes().Any(IsSeen))
            .When(c => c.IdempotencyKey is not null);
    }

    // A key without any visible character is a mistake. Unicode letters and symbols that render as blanks are listed one by one.
    private static bool IsSeen(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune))
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800);
}

internal sealed class PlaceCallHandler(
    ICallRepository calls,
    IContactDirectory contacts,
    IMemberDirectory members,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    ISeatRepository seats,
    CallBudget budget,
    MoneyBudget money,
    CallDefaults defaults,
    IMapper mapper,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<PlaceCall, CallView>
{
    public async Task<CallView> Handle(PlaceCall command, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var agent = await members.GetAsync(user.MembershipId, cancellationToken);
        var contact = command.ContactId is { } id ? await contacts.GetAsync(new ContactId(id), cancellationToken) : null;
        var callerIds =
            organization.CallerIds
            ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        var agentPhone = PhoneOf(agent, organization);
        var to = ReadNumber(command, contact, organization);
        var from = string.IsNullOrWhiteSpace(command.From)
            ? callerIds.Choose(agent.Id, to, phoneNumbers)
            : callerIds.Read(command.From, organization.Country, phoneNumbers);
        contact = await FindCalledAsync(command, contact, to, cancellationToken);
        organization.EnsureMayCallOwnPhone(agentPhone, phoneNumbers);
        organization.EnsureMayCall(to, phoneNumbers);
        if (await seats.IsInLiveCallAsync(user.MembershipId, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.CallInProgress, "The agent's last call is still in progress.");
        }

        var now = clock.GetUtcNow();
        await budget.EnsureRoomAsync(organization, agent.Id, now, cancellationToken);
        var terms = await money.GrantAsync(organization, from, agentPhone, to, now, cancellationToken);
        var opportunity = command.OpportunityId is { } opportunityId ? new OpportunityId(opportunityId) : (OpportunityId?)null;
        var call = Call.Place(
            organization.Id,
            agent.Id,
            agentPhone,
            from,
            to,
            contact?.Id,
            opportunity,
            terms.Settings,
            organization.Language,
            now,
            terms.Rates,
            terms.Settings.Topology ?? defaults.Topology,
            command.SendDigits);
        calls.Add(call);
        return mapper.Map<CallView>(call) with
        {
            Agent = new PartyView(agent.Id.Value, agent.Name),
            Contact = contact is null ? null : new PartyView(contact.Id.Value, contact.Name),
        };
    }

    private PhoneNumber PhoneOf(Member agent, CallingProfile organization)
    {
        var phone = agent.Phone ?? throw new DomainRuleException(RuleCodes.AgentPhoneMissing, "The agent has no phone yet.");
        phoneNumbers.EnsureDiallable(phone, RuleCodes.AgentPhoneInvalid);
        return organization.Numbers.Contains(phone)
            ? throw new NumberProblem(NumberFault.OrganizationNumber).AsRefusal(RuleCodes.AgentPhoneInvalid)
            : phone;
    }

    private PhoneNumber ReadNumber(PlaceCall command, ContactCard? contact, CallingProfile organization)
    {
        var to = string.IsNullOrWhiteSpace(command.To) ? NumberOf(contact) : phoneNumbers.ReadOrRefuse(command.To, organization.Country);
        return organization.Numbers.Contains(to)
            ? throw new DomainRuleException(RuleCodes.OrganizationNumber, "The organization's own number cannot be called.")
            : to;
    }

    private PhoneNumber NumberOf(ContactCard? contact)
    {
        var number = contact?.Phone ?? throw new DomainRuleException(RuleCodes.ContactHasNoNumber, "The contact has no number.");
        phoneNumbers.EnsureDiallable(number, RuleCodes.ContactNumberInvalid);
        return number;
    }

    // An opportunity belongs to one contact: for a call to anybody else it counts as not found, like another organization's.
    private async Task<ContactCard?> FindCalledAsync(
        PlaceCall command,
        ContactCard? contact,
        PhoneNumber to,
        CancellationToken cancellationToken)
    {
        if (command.OpportunityId is not { } id)
        {
            return contact ?? await contacts.FindByPhoneAsync(to, cancellationToken);
        }

        var theirs = await contacts.GetOfOpportunityAsync(new OpportunityId(id), cancellationToken);
        var isAboutThem = contact is null
            ? theirs.Phone == to || !await contacts.IsKnownAsync(to, cancellationToken)
            : theirs.Id == contact.Id;
        return isAboutThem ? theirs : throw new NotFoundException("Opportunity");
    }
}
