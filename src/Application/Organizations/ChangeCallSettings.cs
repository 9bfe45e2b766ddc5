using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Changes how the organization's calls are made; calls in progress keep their settings.</summary>
/// <param name="Texts">One per language at most; an empty text means the default one.</param>
/// <param name="Version">Of the settings as the admin saw them.</param>
/// <param name="CallControl">Null for the installation's default.</param>
public sealed record ChangeCallSettings(
    int AgentRingSeconds,
    int ContactRingSeconds,
    int LongestCallMinutes,
    bool AgentMustAccept,
    bool DetectMachines,
    bool Record,
    bool RecordDualChannel,
    IReadOnlyList<SpokenTexts> Texts,
    int? Version = null,
    Topology? CallControl = null,
    bool TellAgentsOfSupervision = true) : ICommand;

internal sealed class ChangeCallSettingsValidator : AbstractValidator<ChangeCallSettings>
{
    public ChangeCallSettingsValidator()
    {
        RuleFor(c => c.AgentRingSeconds).InclusiveBetween(CallSettings.ShortestRing, CallSettings.LongestRing);
        RuleFor(c => c.ContactRingSeconds).InclusiveBetween(CallSettings.ShortestRing, CallSettings.LongestRing);
        RuleFor(c => c.LongestCallMinutes).InclusiveBetween(CallSettings.ShortestCall / 60, CallSettings.LongestCall / 60);
        RuleFor(c => c.CallControl).IsInEnum();
        RuleFor(c => c.Texts).Must(texts => texts.DistinctBy(t => t.Language).Count() == texts.Count);
        RuleForEach(c => c.Texts).ChildRules(texts =>
        {
            texts.RuleFor(t => t.Language).Must(Languages.Speaks);
            texts.RuleFor(t => t.Voice).Must((own, _) => own.HasKnownVoice()).WithErrorCode("voice");
            texts.RuleFor(t => t.Connecting).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.AskToAccept).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.Busy).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.NoAnswer).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.Failed).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.Unattended).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.Voicemail).MaximumLength(SpokenTexts.MaxLength);
            texts.RuleFor(t => t.Closed).MaximumLength(SpokenTexts.MaxLength);
        });
    }
}

internal sealed class ChangeCallSettingsHandler(IOrganizationRepository organizations, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ChangeCallSettings, Unit>
{
    public async Task<Unit> Handle(ChangeCallSettings command, CancellationToken cancellationToken)
    {
        var organization =
            await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        var settings = new CallSettings
        {
            Topology = command.CallControl,
            TellAgentsOfSupervision = command.TellAgentsOfSupervision,
            AgentRingSeconds = command.AgentRingSeconds,
            ContactRingSeconds = command.ContactRingSeconds,
            LongestCallSeconds = command.LongestCallMinutes * 60,
            AgentMustAccept = command.AgentMustAccept,
            DetectMachines = command.DetectMachines,
            Record = command.Record,
            RecordDualChannel = command.RecordDualChannel,
            Texts = [.. command.Texts.Select(texts => texts.Trimmed())],
            // Changed on a page of its own.
            HoldAudio = organization.CallSettings.HoldAudio,
        };
        if (ChangesOf(organization.CallSettings, settings) is { Count: > 0 } changes)
        {
            audit.Add(new Audited(AuditAction.CallSettingsChanged, AuditedKind.Organization, organization.Id.Value) { Changes = changes });
        }

        organization.ChangeCallSettings(settings);
        return Unit.Value;
    }

    private static IReadOnlyList<AuditedChange> ChangesOf(CallSettings old, CallSettings now) => AuditedChange.Between(
    [
        ("call-control", WriteControl(old.Topology), WriteControl(now.Topology)),
        (
            "tell-of-supervision",
            AuditedChange.Write(old.TellAgentsOfSupervision),
            AuditedChange.Write(now.TellAgentsOfSupervision)),
        ("agent-ring-seconds", AuditedChange.Write(old.AgentRingSeconds), AuditedChange.Write(now.AgentRingSeconds)),
        ("contact-ring-seconds", AuditedChange.Write(old.ContactRingSeconds), AuditedChange.Write(now.ContactRingSeconds)),
        ("longest-call-minutes", AuditedChange.Write(old.LongestCallSeconds / 60), AuditedChange.Write(now.LongestCallSeconds / 60)),
        ("agent-must-accept", AuditedChange.Write(old.AgentMustAccept), AuditedChange.Write(now.AgentMustAccept)),
        ("detect-machines", AuditedChange.Write(old.DetectMachines), AuditedChange.Write(now.DetectMachines)),
        ("record", AuditedChange.Write(old.Record), AuditedChange.Write(now.Record)),
        ("record-dual-channel", AuditedChange.Write(old.RecordDualChannel), AuditedChange.Write(now.RecordDualChannel)),
        .. Languages.All.SelectMany(language => TextsOf(language, old.TextsIn(language), now.TextsIn(language))),
    ]);

    private static string WriteControl(Topology? topology) => topology is { } chosen ? Kebab.Of(chosen) : "default";

    private static IEnumerable<(string Field, string? Old, string? New)> TextsOf(string language, SpokenTexts old, SpokenTexts now) =>
        Enum.GetValues<SpokenTexts.Moment>().Select(moment => ($"text-{Kebab.Of(moment)}:{language}", old.At(moment), now.At(moment)))
            .Prepend(($"voice:{language}", old.Voice, now.Voice));
}
