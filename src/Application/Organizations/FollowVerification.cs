using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>How a verification stands. What is not decided yet is looked up at Twilio: its report may be late, or lost.</summary>
public sealed record FollowVerification(Guid Id) : IQuery<VerificationView>;

internal sealed class FollowVerificationHandler(ICallerIds callerIds, IMediator mediator)
    : IRequestHandler<FollowVerification, VerificationView>
{
    public async Task<VerificationView> Handle(FollowVerification query, CancellationToken cancellationToken)
    {
        var now = await mediator.Send(new GetVerification(query.Id), cancellationToken);
        if (now.State is not (VerificationState.Asked or VerificationState.Ringing or VerificationState.Unclear))
        {
            return now;
        }

        var listing = await callerIds.ListAsync(PhoneNumber.Parse(now.Number), cancellationToken);
        var sid = listing.Numbers.FirstOrDefault(listed => listed.PhoneNumber.Value == now.Number)?.Sid;
        await mediator.Send(new SettleVerification(new CallerIdVerificationId(query.Id), sid), cancellationToken);
        return await mediator.Send(new GetVerification(query.Id), cancellationToken);
    }
}

/// <param name="Sid">Twilio's, <c>PN…</c>, of the caller ID; null where Twilio has none, or does not say.</param>
[NotAudited("that a number was verified is told where it becomes one of the organization's")]
internal sealed record SettleVerification(CallerIdVerificationId Id, string? Sid) : ICommand;

internal sealed class SettleVerificationHandler(
    ICallerIdVerificationRepository verifications, VerifiedNumbers verified, TimeProvider clock)
    : IRequestHandler<SettleVerification, Unit>
{
    public async Task<Unit> Handle(SettleVerification command, CancellationToken cancellationToken)
    {
        var verification = await verifications.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("Verification");
        if (command.Sid is { } sid)
        {
            await verified.KeepAsync(verification, sid, cancellationToken);
        }
        else
        {
            verification.ExpireAt(clock.GetUtcNow());
        }

        return Unit.Value;
    }
}
