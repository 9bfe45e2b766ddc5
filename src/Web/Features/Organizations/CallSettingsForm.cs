using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallSettingsForm : IEditForm
{
    public string View => "Edit";

    /// <summary>Null for the installation's default.</summary>
    [Field("call-settings.control")]
    public string? CallControl { get; init; }

    [Field("call-settings.tell-of-supervision")]
    public bool TellAgentsOfSupervision { get; init; }

    [Field("call-settings.agent-ring")]
    public int AgentRingSeconds { get; init; }

    [Field("call-settings.contact-ring")]
    public int ContactRingSeconds { get; init; }

    [Field("call-settings.longest-call")]
    public int LongestCallMinutes { get; init; }

    [Field("call-settings.must-accept")]
    public bool AgentMustAccept { get; init; }

    [Field("call-settings.machines")]
    public bool DetectMachines { get; init; }

    [Field("call-settings.record")]
    public bool Record { get; init; }

    [Field("call-settings.dual-channel")]
    public bool RecordDualChannel { get; init; }

    /// <summary>One for each language, in the order of <see cref="Languages.All"/>.</summary>
    public List<SpokenTextsForm> Texts { get; init; } = [];

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    /// <summary>Whoever reads the page: whose phone rings to hear a text.</summary>
    [BindNever]
    public MyProfile? Me { get; private set; }

    [BindNever]
    public HoldAudioView? HoldAudio { get; private set; }

    [BindNever]
    public IReadOnlyList<DefaultWords> Defaults { get; private set; } = [];

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        Me = await mediator.Send(new GetMyProfile(), cancellationToken);
        DefaultControl = (await mediator.Send(new GetCallSettings(), cancellationToken)).DefaultTopology;
        HoldAudio = await mediator.Send(new GetHoldAudio(), cancellationToken);
        Defaults = await mediator.Send(new GetDefaultWords(Me.Name), cancellationToken);
    }

    /// <summary>What holds where nothing is chosen.</summary>
    [BindNever]
    public Topology DefaultControl { get; private set; }

    public static CallSettingsForm Of(CallSettingsView stored) => new()
    {
        CallControl = stored.Settings.Topology?.ToString(),
        TellAgentsOfSupervision = stored.Settings.TellAgentsOfSupervision,
        AgentRingSeconds = stored.Settings.AgentRingSeconds,
        ContactRingSeconds = stored.Settings.ContactRingSeconds,
        LongestCallMinutes = stored.Settings.LongestCallSeconds / 60,
        AgentMustAccept = stored.Settings.AgentMustAccept,
        DetectMachines = stored.Settings.DetectMachines,
        Record = stored.Settings.Record,
        RecordDualChannel = stored.Settings.RecordDualChannel,
        Texts = [.. Languages.All.Select(stored.Settings.TextsIn).Select(SpokenTextsForm.Of)],
        Version = stored.Version,
    };

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetCallSettings(), cancellationToken));

    public ChangeCallSettings ToCommand() => new(
        AgentRingSeconds,
        ContactRingSeconds,
        LongestCallMinutes,
        AgentMustAccept,
        DetectMachines,
        Record,
        RecordDualChannel,
        [.. Texts.Select(texts => texts.ToTexts())],
        Version,
        ReadCallControl(),
        TellAgentsOfSupervision);

    // A word that is not one of ours becomes a value that the validator refuses, beside the field.
    private Topology? ReadCallControl() => string.IsNullOrEmpty(CallControl)
        ? null
        : Enum.GetValues<Topology>().Where(topology => topology.ToString() == CallControl).DefaultIfEmpty((Topology)(-1)).First();
}

public sealed class SpokenTextsForm : IFormPart
{
    public string? Language { get; init; }

    [Field("call-settings.voice")]
    public string? Voice { get; init; }

    [Field("call-settings.text.connecting")]
    public string? Connecting { get; init; }

    [Field("call-settings.text.ask-to-accept")]
    public string? AskToAccept { get; init; }

    [Field("call-settings.text.busy")]
    public string? Busy { get; init; }

    [Field("call-settings.text.no-answer")]
    public string? NoAnswer { get; init; }

    [Field("call-settings.text.failed")]
    public string? Failed { get; init; }

    [Field("call-settings.text.unattended")]
    public string? Unattended { get; init; }

    [Field("call-settings.text.voicemail")]
    public string? Voicemail { get; init; }

    [Field("call-settings.text.closed")]
    public string? Closed { get; init; }

    public string PartLabel => $"language.{Language}";

    public static SpokenTextsForm Of(SpokenTexts texts) => new()
    {
        Language = texts.Language,
        Voice = texts.Voice,
        Connecting = texts.Connecting,
        AskToAccept = texts.AskToAccept,
        Busy = texts.Busy,
        NoAnswer = texts.NoAnswer,
        Failed = texts.Failed,
        Unattended = texts.Unattended,
        Voicemail = texts.Voicemail,
        Closed = texts.Closed,
    };

    public SpokenTexts ToTexts() =>
        new(Language ?? "", Voice, Connecting, AskToAccept, Busy, NoAnswer, Failed, Unattended, Voicemail, Closed);
}
