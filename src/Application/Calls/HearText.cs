using CrmVoice.Application.Calls.Dispatch;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>Calls the asking admin's own phone and says a text there, before callers get to hear it. It waits in line like other calls; no call record comes of it.</summary>
/// <param name="Texts">Not saved yet; what is empty is said as by default.</param>
/// <param name="Moment">Which of them is to be heard.</param>
public sealed record HearText(SpokenTexts Texts, SpokenTexts.Moment Moment) : IQuery<CarrierErrorView?>;

internal sealed class HearTextValidator : AbstractValidator<HearText>
{
    public HearTextValidator()
    {
        RuleFor(q => q.Texts.Language).Must(Languages.Speaks);
        RuleFor(q => q.Texts).Must(texts => texts.HasKnownVoice()).WithErrorCode("voice");
        RuleFor(q => q.Texts.At(q.Moment)).MaximumLength(SpokenTexts.MaxLength);
    }
}

/// <summary>Takes a turn of the account's, so that it is stored before anything goes out; null where it would come too late for somebody who waits for it.</summary>
internal sealed record TakeTurnToHear : ICommand<TimeSpan?>;

internal sealed class TakeTurnToHearHandler(CarrierLine line, TimeProvider clock) : IRequestHandler<TakeTurnToHear, TimeSpan?>
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(10);

    public Task<TimeSpan?> Handle(TakeTurnToHear command, CancellationToken cancellationToken) => line.TakeTurnAsync(longestWait, clock.GetUtcNow(), cancellationToken);
}

internal sealed class HearTextHandler(ITelephony telephony, IMemberDirectory members, IOrganizationDirectory organizations, ICurrentUser user, IMediator mediator, TimeProvider clock)
    : IRequestHandler<HearText, CarrierErrorView?>
{
    // What Twilio would say (error 20429).
    private static readonly CarrierErrorView tooManyRequests = new(20429, "Too Many Requests");

    /// <returns>Null where Twilio took the call.</returns>
    public async Task<CarrierErrorView?> Handle(HearText query, CancellationToken cancellationToken)
    {
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var me = await members.GetAsync(user.MembershipId, cancellationToken);
        var from = organization.CallerId ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        var to = me.Phone ?? throw new DomainRuleException(RuleCodes.AgentPhoneMissing, "The admin has no phone yet.");

        if (await mediator.Send(new TakeTurnToHear(), cancellationToken) is not { } wait)
        {
            return tooManyRequests;
        }

        await Task.Delay(wait, clock, cancellationToken);
        return await telephony.SpeakAsync(to, from, new SpokenWords(query.Texts.Trimmed()).At(query.Moment, me.Name), cancellationToken) switch
        {
            CreateOutcome.Accepted => null,
            CreateOutcome.Refused(var error) => new CarrierErrorView(error.Code, error.Message),
            CreateOutcome.NotTaken(_, var error) => new CarrierErrorView(error.Code, error.Message),
            _ => new CarrierErrorView(CarrierError.Unreachable.Code, CarrierError.Unreachable.Message),
        };
    }
}
