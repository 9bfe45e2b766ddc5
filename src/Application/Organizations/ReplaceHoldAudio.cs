using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Has audio of the organization's own played to whoever is on hold, in calls that are placed from now on.
/// </summary>
/// <param name="File">The bytes of a WAV or MP3 file.</param>
/// <param name="Name">What it is called where it comes from.</param>
/// <param name="Seen">The id of the audio that was there when the admin chose this one; empty for none.</param>
public sealed record ReplaceHoldAudio(ReadOnlyMemory<byte>? File, string Name, string? Seen) : ICommand;

internal sealed class ReplaceHoldAudioValidator : AbstractValidator<ReplaceHoldAudio>
{
    // Read once: the file may be large.
    public ReplaceHoldAudioValidator() => RuleFor(c => c.File).Custom((file, context) =>
    {
        var fault = file is { } bytes ? AudioFile.FaultOf(bytes.Span, out _) : null;
        if (file is null || fault is not null)
        {
            var code = fault is { } found ? $"audio-{Kebab.Of(found)}" : "audio-missing";
            context.AddFailure(new ValidationFailure(context.PropertyPath, "The file cannot be played.") { ErrorCode = code });
        }
    });
}

internal sealed class ReplaceHoldAudioHandler(
    IOrganizationRepository organizations,
    IHoldAudioRepository audios,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<ReplaceHoldAudio, Unit>
{
    public async Task<Unit> Handle(ReplaceHoldAudio command, CancellationToken cancellationToken)
    {
        var organization =
            await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        var (before, now) = (organization.CallSettings.HoldAudio, clock.GetUtcNow());
        var audio = HoldAudio.Keep(organization.Id, command.Name, command.File!.Value.ToArray(), now);
        organization.ChangeHoldAudio(command.Seen, audio.Id);
        audios.Add(audio);
        if (before is { } old && await audios.FindAsync(old, cancellationToken) is { } replaced)
        {
            replaced.Retire(now);
        }

        audit.Add(new Audited(AuditAction.HoldAudioChanged, AuditedKind.Organization, organization.Id.Value)
        {
            Changes = AuditedChange.Between(("hold-audio", before?.Value.ToString(), audio.Id.Value.ToString())),
        });
        return Unit.Value;
    }
}
