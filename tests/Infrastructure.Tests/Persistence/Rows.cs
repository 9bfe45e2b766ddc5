using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>Rows of one organization; a test changes what it is about.</summary>
internal sealed class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private int sids;

    public OrganizationId Organization { get; init; } = OrganizationId.New();

    public string Sid(string kind) => $"{kind}{Organization.Value:N}"[..30] + $"{++sids:x4}";

    public Organization Founded() => Domain.Organizations.Organization.Create(Organization, "Aurora", "BR", "pt-BR", "America/Sao_Paulo");

    public Contact Contact(string name = "Carlos Lima", string? company = null) =>
        Domain.Contacts.Contact.Add(ContactId.New(), Organization, name, company, null, PhoneNumber.Parse("+5511987650001"), Noon);

    public Membership Member() =>
        Membership.Join(MembershipId.New(), Organization, UserId.New(), "Ana", Role.Agent, PhoneNumber.Parse("+5511999995501"));

    public Call Call(DateTimeOffset? at = null, MembershipId? agent = null, bool mustAccept = false) =>
        Domain.Calls.Call.Place(
            Organization,
            agent ?? MembershipId.New(),
            PhoneNumber.Parse("+5511999995501"),
            PhoneNumber.Parse("+551140000001"),
            PhoneNumber.Parse("+5511987650001"),
            contactId: null,
            opportunityId: null,
            new CallSettings { AgentMustAccept = mustAccept },
            "pt-BR",
            at ?? Noon);

    public CallEvent Event(Call call) => new(new CallChanged(call.Id, Organization, call.AgentId, "call.updated", Noon));

    public MissedCaller Missed(Call call)
    {
        var caller = MissedCaller.Of(Organization, PhoneNumber.Parse("+5511987650002"));
        caller.Miss(call.Id, Noon);
        return caller;
    }

    public AuditEntry Audited(MembershipId member, DateTimeOffset? at = null) => AuditEntry.Write(
        Organization,
        at ?? Noon,
        member,
        AuditAction.RoleChanged,
        AuditedKind.Member,
        member.Value,
        "192.0.2.1",
        AuditedChange.Between(("role", "agent", "admin")));

    /// <summary>Switched off: nobody is led there.</summary>
    public SignInProvider Provider()
    {
        var provider = SignInProvider.Of(Organization);
        provider.Change("https://login.crmvoice.test", "crmvoice", "Sign in with Aurora", isEnabled: false);
        provider.ChangeSecret("protected", Noon);
        return provider;
    }

    public IdempotentAnswerRow IdempotentAnswer(MembershipId member, string key) => new()
    {
        OrganizationId = Organization,
        MembershipId = member,
        Key = key,
        RequestHash = new string('a', 64),
        Answer = "{}",
        CreatedAt = Noon,
    };

    /// <summary>One or more rows of every type that belongs to an organization.</summary>
    public IReadOnlyList<IOrganizationOwned> OneOfEach()
    {
        var (contact, member, call) = (Contact(), Member(), Call());
        call.MergeLeg(LegRole.Agent, Sid("CA"), parentCallSid: null, new LegReport(LegStatus.InProgress, Noon, FactSource.Callback), Noon);
        call.MergeRecording(Sid("RE"), RecordingStatus.Completed, durationSeconds: 3, channels: 2, Noon);
        return
        [
            contact,
            Opportunity.Open(OpportunityId.New(), Organization, contact.Id, "A fleet"),
            member,
            ApiToken.Issue(member, $"token of {Organization.Value}", Noon),
            PhoneCode.Send(member, PhoneNumber.Parse("+5511999995502"), "012345", Noon),
            Invitation.Send(Organization, "bia@crmvoice.test", "Bia", Role.Agent, member.Id, $"link of {Organization.Value}", Noon),
            SignInPolicy.Of(Organization),
            Provider(),
            ProviderAccount.Link(member, "https://login.crmvoice.test", $"subject of {Organization.Value}", Noon),
            call,
            .. call.Legs,
            .. call.Recordings,
            new Seat(Organization, member.Id, call.Id),
            Missed(call),
            Voicemail.Of(call, call.Recordings[0]),
            BudgetLedger.Open(Organization),
            new CallStep(
                new CallStepTaken(
                    call.Id,
                    Organization,
                    Noon,
                    Noon,
                    LegRole.Agent,
                    StepKinds.Status,
                    new StepEffect(StepEffectKind.Merged),
                    "in-progress")),
            Number.Add(Organization, PhoneNumber.Parse("+551140000001"), "BR", "Vendas", position: 0, Noon),
            PriceList.Of(Organization, "BR"),
            HoldAudio.Keep(Organization, "espera.wav", Sounds.Wav(1), Noon),
            CallerIdVerification.Ask(Organization, PhoneNumber.Parse("+551131230009"), "Recepção", Noon),
            Event(call),
            CarrierRequest.Enqueue(Organization, call.Id, CreateCall.Name, payload: null, Noon, TimeSpan.Zero),
            InboundWebhook.Answered(
                Organization,
                call.Id,
                call.Legs[0].Id,
                "answer",
                new string('a', 64),
                idempotencyToken: null,
                "CallSid=CA1",
                Noon),
            IdempotentAnswer(member.Id, "key"),
            Audited(member.Id),
            new RejectionCount(Organization, RejectionReason.NoSignature, Noon, 3),
            new RejectionSample(
                Organization,
                new RejectedWebhook(RejectionReason.NoSignature, Noon, call.Id) { Webhook = "answer", FieldNames = ["CallSid"] }),
        ];
    }
}
