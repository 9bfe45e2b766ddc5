using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>
/// Calls the current user's own phone and says something. It waits in line and takes from the day's money like other calls, but creates no
/// call record.
/// </summary>
internal sealed class OwnPhone(
    ISpokenCalls spokenCalls,
    IMemberDirectory members,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    ICurrentUser user,
    IMediator mediator,
    TimeProvider clock)
{
    // What Twilio would say (error 20429).
    private static readonly CarrierErrorView tooManyRequests = new(20429, "Too Many Requests");

    public async Task<OwnPhoneCall> SayAsync(Func<Member, CallingProfile, Sentence> say, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var me = await members.GetAsync(user.MembershipId, cancellationToken);
        return await SayAsync(
            organization,
            me.Phone ?? throw new DomainRuleException(RuleCodes.AgentPhoneMissing, "The admin has no phone yet."),
            say(me, organization),
            cancellationToken);
    }

    /// <summary>The same on a phone that is not the person's yet.</summary>
    public async Task<OwnPhoneCall> SayAsync(PhoneNumber to, Func<CallingProfile, Sentence> say, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return await SayAsync(organization, to, say(organization), cancellationToken);
    }

    private async Task<OwnPhoneCall> SayAsync(
        CallingProfile organization, PhoneNumber to, Sentence sentence, CancellationToken cancellationToken)
    {
        var from = organization.CallerId
            ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        organization.EnsureMayCallOwnPhone(to, phoneNumbers);
        if (await mediator.Send(new TakeTurnToSpeak(from, to), cancellationToken) is not { } turn)
        {
            return new(to, CallSid: null, tooManyRequests);
        }

        await Task.Delay(turn.Wait, clock, cancellationToken);
        switch (await spokenCalls.SpeakAsync(to, from, sentence, cancellationToken))
        {
            case CreateOutcome.Accepted(var callSid, _):
                return new(to, callSid, Error: null);
            case CreateOutcome.Refused(var error):
                return await NotCalledAsync(error);
            case CreateOutcome.NotTaken(_, var error):
                return await NotCalledAsync(error);
            default:
                return new(to, CallSid: null, new CarrierErrorView(CarrierError.Unreachable.Code, CarrierError.Unreachable.Message))
                {
                    MayRing = true,
                };
        }

        async Task<OwnPhoneCall> NotCalledAsync(CarrierError error)
        {
            if (turn.Micros > 0)
            {
                await mediator.Send(new PutMoneyBack(turn.Micros), CancellationToken.None);
            }

            return new(to, CallSid: null, new CarrierErrorView(error.Code, error.Message));
        }
    }
}

/// <param name="CallSid">Null where Twilio did not take the call.</param>
internal sealed record OwnPhoneCall(PhoneNumber To, string? CallSid, CarrierErrorView? Error)
{
    /// <summary>Twilio did not say that it took the call, and may have.</summary>
    public bool MayRing { get; init; }
}

/// <summary>
/// Takes a turn in the account's line, and the money for the call, which is stored before anything is sent; null where a waiting user would
/// have to wait too long.
/// </summary>
internal sealed record TakeTurnToSpeak(PhoneNumber From, PhoneNumber To) : ICommand<TurnToSpeak?>;

/// <param name="Micros">What was taken of the day's money, in millionths of its currency.</param>
internal sealed record TurnToSpeak(TimeSpan Wait, long Micros);

internal sealed class TakeTurnToSpeakHandler(
    CarrierLine line, ICallMoney money, IOrganizationDirectory organizations, IAuditLog audit, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<TakeTurnToSpeak, TurnToSpeak?>
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(10);

    /// <exception cref="DomainRuleException">The day's money is spent.</exception>
    public async Task<TurnToSpeak?> Handle(TakeTurnToSpeak command, CancellationToken cancellationToken)
    {
        if (await line.TakeTurnAsync(longestWait, clock.GetUtcNow(), cancellationToken) is not { } wait)
        {
            return null;
        }

        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var micros = await money.TakeAsync(organization, command.From, command.To, cancellationToken);
        // No call record comes of it that would tell.
        audit.Add(new Audited(AuditAction.OwnPhoneCalled, AuditedKind.Member, user.MembershipId.Value));
        return new TurnToSpeak(wait, micros);
    }
}

/// <summary>The call was surely not made: what was taken for it is there for others.</summary>
[NotAudited("nothing comes of it: no call was placed")]
internal sealed record PutMoneyBack(long Micros) : ICommand;

internal sealed class PutMoneyBackHandler(ICallMoney money, IOrganizationDirectory organizations) : IRequestHandler<PutMoneyBack, Unit>
{
    public async Task<Unit> Handle(PutMoneyBack command, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        await money.PutBackAsync(organization, command.Micros, cancellationToken);
        return Unit.Value;
    }
}
