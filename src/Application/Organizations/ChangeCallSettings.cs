using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>How the organization's calls are made from now on; calls that are under way stay as they are.</summary>
/// <param name="Texts">One per language at most; an empty text is said as by default.</param>
/// <param name="Version">Of the settings as the admin saw them.</param>
public sealed record ChangeCallSettings(
    int AgentRingSeconds,
    int ContactRingSeconds,
    int LongestCallMinutes,
    bool AgentMustAccept,
    bool DetectMachines,
    bool Record,
    bool RecordDualChannel,
    IReadOnlyList<SpokenTexts> Texts,
    int? Version = null) : ICommand;

internal sealed class ChangeCallSettingsValidator : AbstractValidator<ChangeCallSettings>
{
    public ChangeCallSettingsValidator()
    {
        RuleFor(c => c.AgentRingSeconds).InclusiveBetween(CallSettings.ShortestRing, CallSettings.LongestRing);
        RuleFor(c => c.ContactRingSeconds).InclusiveBetween(CallSettings.ShortestRing, CallSettings.LongestRing);
        RuleFor(c => c.LongestCallMinutes).InclusiveBetween(CallSettings.ShortestCall / 60, CallSettings.LongestCall / 60);
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
        });
    }
}

internal sealed class ChangeCallSettingsHandler(IOrganizationRepository organizations, ICurrentUser user) : IRequestHandler<ChangeCallSettings, Unit>
{
    public async Task<Unit> Handle(ChangeCallSettings command, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        organization.ChangeCallSettings(new CallSettings
        {
            AgentRingSeconds = command.AgentRingSeconds,
            ContactRingSeconds = command.ContactRingSeconds,
            LongestCallSeconds = command.LongestCallMinutes * 60,
            AgentMustAccept = command.AgentMustAccept,
            DetectMachines = command.DetectMachines,
            Record = command.Record,
            RecordDualChannel = command.RecordDualChannel,
            Texts = [.. command.Texts.Select(texts => texts.Trimmed())],
        });
        return Unit.Value;
    }
}
