using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Has the music that CrmVoice brings along played again, in calls that are placed from now on; where there is no other audio, nothing
/// happens.
/// </summary>
/// <param name="Seen">The id of the audio that the admin wants removed.</param>
public sealed record RemoveHoldAudio(string? Seen) : ICommand;

internal sealed class RemoveHoldAudioHandler(
    IOrganizationRepository organizations,
    IHoldAudioRepository audios,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<RemoveHoldAudio, Unit>
{
    public async Task<Unit> Handle(RemoveHoldAudio command, CancellationToken cancellationToken)
    {
        var organization =
            await organizations.FindAsync(user.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        if (organization.CallSettings.HoldAudio is not { } present)
        {
            return Unit.Value;
        }

        organization.ChangeHoldAudio(command.Seen, audio: null);
        (await audios.FindAsync(present, cancellationToken))?.Retire(clock.GetUtcNow());
        audit.Add(new Audited(AuditAction.HoldAudioRemoved, AuditedKind.Organization, organization.Id.Value)
        {
            Changes = AuditedChange.Between(("hold-audio", present.Value.ToString(), null)),
        });
        return Unit.Value;
    }
}
