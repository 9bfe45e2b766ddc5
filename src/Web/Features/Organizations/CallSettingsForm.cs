using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallSettingsForm : IForm
{
    public string View => "Edit";

    public int AgentRingSeconds { get; init; }

    public int ContactRingSeconds { get; init; }

    public int LongestCallMinutes { get; init; }

    public bool AgentMustAccept { get; init; }

    public bool DetectMachines { get; init; }

    public bool Record { get; init; }

    public bool RecordDualChannel { get; init; }

    /// <summary>One for each language, in the order of <see cref="Languages.All"/>.</summary>
    public List<SpokenTextsForm> Texts { get; init; } = [];

    /// <summary>Whoever reads the page: whose phone rings to hear a text.</summary>
    [BindNever]
    public MyProfile? Me { get; private set; }

    [BindNever]
    public IReadOnlyList<DefaultWords> Defaults { get; private set; } = [];

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        Me = await mediator.Send(new GetMyProfile(), cancellationToken);
        Defaults = await mediator.Send(new GetDefaultWords(Me.Name), cancellationToken);
    }

    public static CallSettingsForm Of(CallSettings settings) => new()
    {
        AgentRingSeconds = settings.AgentRingSeconds,
        ContactRingSeconds = settings.ContactRingSeconds,
        LongestCallMinutes = settings.LongestCallSeconds / 60,
        AgentMustAccept = settings.AgentMustAccept,
        DetectMachines = settings.DetectMachines,
        Record = settings.Record,
        RecordDualChannel = settings.RecordDualChannel,
        Texts = [.. Languages.All.Select(settings.TextsIn).Select(SpokenTextsForm.Of)],
    };

    public ChangeCallSettings ToCommand() => new(
        AgentRingSeconds,
        ContactRingSeconds,
        LongestCallMinutes,
        AgentMustAccept,
        DetectMachines,
        Record,
        RecordDualChannel,
        [.. Texts.Select(texts => texts.ToTexts())]);
}

public sealed class SpokenTextsForm
{
    public string? Language { get; init; }

    public string? Voice { get; init; }

    public string? Connecting { get; init; }

    public string? AskToAccept { get; init; }

    public string? Busy { get; init; }

    public string? NoAnswer { get; init; }

    public string? Failed { get; init; }

    public static SpokenTextsForm Of(SpokenTexts texts) => new()
    {
        Language = texts.Language,
        Voice = texts.Voice,
        Connecting = texts.Connecting,
        AskToAccept = texts.AskToAccept,
        Busy = texts.Busy,
        NoAnswer = texts.NoAnswer,
        Failed = texts.Failed,
    };

    public SpokenTexts ToTexts() => new(Language ?? "", Voice, Connecting, AskToAccept, Busy, NoAnswer, Failed);
}
