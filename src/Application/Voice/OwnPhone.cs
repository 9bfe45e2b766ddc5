using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>Calls the current user's own phone and says something. It waits in line like other calls, but creates no call record.</summary>
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
        if (await mediator.Send(new TakeTurnToSpeak(), cancellationToken) is not { } wait)
        {
            return new(to, CallSid: null, tooManyRequests);
        }

        await Task.Delay(wait, clock, cancellationToken);
        return await spokenCalls.SpeakAsync(to, from, sentence, cancellationToken) switch
        {
            CreateOutcome.Accepted(var callSid, _) => new(to, callSid, Error: null),
            CreateOutcome.Refused(var error) => new(to, CallSid: null, new CarrierErrorView(error.Code, error.Message)),
            CreateOutcome.NotTaken(_, var error) => new(to, CallSid: null, new CarrierErrorView(error.Code, error.Message)),
            _ => new(to, CallSid: null, new CarrierErrorView(CarrierError.Unreachable.Code, CarrierError.Unreachable.Message))
            {
                MayRing = true,
            },
        };
    }
}

/// <param name="CallSid">Null where Twilio did not take the call.</param>
internal sealed record OwnPhoneCall(PhoneNumber To, string? CallSid, CarrierErrorView? Error)
{
    /// <summary>Twilio did not say that it took the call, and may have.</summary>
    public bool MayRing { get; init; }
}

/// <summary>
/// Takes a turn in the account's line, which is stored before anything is sent; null where a waiting user would have to wait too long.
/// </summary>
internal sealed record TakeTurnToSpeak : ICommand<TimeSpan?>;

internal sealed class TakeTurnToSpeakHandler(CarrierLine line, IAuditLog audit, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<TakeTurnToSpeak, TimeSpan?>
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(10);

    public async Task<TimeSpan?> Handle(TakeTurnToSpeak command, CancellationToken cancellationToken)
    {
        var wait = await line.TakeTurnAsync(longestWait, clock.GetUtcNow(), cancellationToken);
        if (wait is not null)
        {
            // No call record comes of it that would tell.
            audit.Add(new Audited(AuditAction.OwnPhoneCalled, AuditedKind.Member, user.MembershipId.Value));
        }

        return wait;
    }
}
