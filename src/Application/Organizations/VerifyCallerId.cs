using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Has Twilio call a telephone outside of it, where somebody types a code: from then on calls may come from its number. Nobody is rung more
/// often than a few times an hour.
/// </summary>
/// <param name="Number">In any spelling.</param>
/// <param name="Label">What it is to be called; empty for nothing.</param>
/// <param name="Extension">Digits to dial once somebody or something answers; empty for none.</param>
public sealed record VerifyCallerId(string? Number, string? Label, string? Extension) : IDialOnce<StartedVerification>;

/// <param name="Id">Null where the account has no turn to call.</param>
/// <param name="Code">What whoever answers has to type, a secret; null where nobody knows it.</param>
/// <param name="Error">Why no telephone rings; null where one does, or may.</param>
public sealed record StartedVerification(Guid? Id, string? Code, CarrierErrorView? Error);

internal sealed class VerifyCallerIdValidator : AbstractValidator<VerifyCallerId>
{
    public VerifyCallerIdValidator()
    {
        RuleFor(c => c.Number).NotEmpty().MaximumLength(64);
        RuleFor(c => c.Label).MaximumLength(Number.LabelMaxLength);
        RuleFor(c => c.Extension).Matches(@"^[0-9*#]{1,20}\z").When(c => !string.IsNullOrEmpty(c.Extension)).WithErrorCode("extension");
    }
}

internal sealed class VerifyCallerIdHandler(ICallerIds callerIds, IMediator mediator, TimeProvider clock)
    : IRequestHandler<VerifyCallerId, StartedVerification>
{
    // What Twilio would say (error 20429).
    private static readonly CarrierErrorView tooManyRequests = new(20429, "Too Many Requests");

    public async Task<StartedVerification> Handle(VerifyCallerId query, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new AskForVerification(query.Number!, query.Label ?? ""), cancellationToken) is not { } asked)
        {
            return new(Id: null, Code: null, tooManyRequests);
        }

        await Task.Delay(asked.Wait, clock, cancellationToken);
        var extension = string.IsNullOrEmpty(query.Extension) ? null : query.Extension;
        // Whoever leaves the page meanwhile has the telephone rung all the same.
        var answer = await callerIds.VerifyAsync(new(asked.Id, asked.Number, query.Label ?? "", extension), CancellationToken.None);
        var error = (answer as VerificationAnswer.Refused)?.Error;
        await mediator.Send(new KeepVerificationAnswer(asked.Id, answer is VerificationAnswer.Rings, error?.Code), CancellationToken.None);
        return new(asked.Id.Value, (answer as VerificationAnswer.Rings)?.Code, error);
    }
}

/// <param name="Wait">How long to wait for the account's turn.</param>
internal sealed record AskedVerification(CallerIdVerificationId Id, PhoneNumber Number, TimeSpan Wait);

/// <summary>Stored before Twilio is asked; null where the account would have to wait too long for its turn.</summary>
internal sealed record AskForVerification(string Number, string Label) : ICommand<AskedVerification?>;

internal sealed class AskForVerificationHandler(
    ICallerIdVerificationRepository verifications,
    INumberRepository numbers,
    IOrganizationRepository organizations,
    IOrganizationDirectory profiles,
    IPhoneNumbers phoneNumbers,
    CarrierLine line,
    IAuditLog audit,
    TimeProvider clock) : IRequestHandler<AskForVerification, AskedVerification?>
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(10);

    public async Task<AskedVerification?> Handle(AskForVerification command, CancellationToken cancellationToken)
    {
        var profile = await profiles.GetCallingProfileAsync(cancellationToken);
        if ((await organizations.FindAsync(profile.Id, cancellationToken))?.TwilioAccount is null)
        {
            throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        }

        var number = phoneNumbers.ReadOrRefuse(command.Number, profile.Country);
        profile.EnsureMayCall(number, phoneNumbers);
        var known = (await numbers.ListAsync(cancellationToken)).FirstOrDefault(one => one.PhoneNumber == number);
        if (known is { Sid: not null, RemovedAt: null })
        {
            throw new DomainRuleException(RuleCodes.NumberKnown, "Calls may come from this number already.");
        }

        var now = clock.GetUtcNow();
        await EnsureNotTooOftenAsync(number, now, cancellationToken);
        if (await line.TakeTurnAsync(longestWait, now, cancellationToken) is not { } wait)
        {
            return null;
        }

        var verification = CallerIdVerification.Ask(profile.Id, number, command.Label, now);
        verifications.Add(verification);
        audit.Add(new Audited(AuditAction.CallerIdAsked, AuditedKind.Organization, profile.Id.Value));
        return new AskedVerification(verification.Id, number, wait);
    }

    private async Task EnsureNotTooOftenAsync(PhoneNumber number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = await verifications.ListSinceAsync(now - CallerIdVerification.Window, cancellationToken);
        if (asked.Any(one => one.PhoneNumber == number && one.IsUnderWayAt(now)))
        {
            throw new DomainRuleException(RuleCodes.VerificationUnderWay, "Twilio calls this number already.");
        }

        if (CallerIdVerification.NextAt(asked) is { } next)
        {
            throw new DomainRuleException(RuleCodes.TooManyVerifications, "Too many telephones were rung.") { AllowedFrom = next };
        }

        if (asked is [var latest, ..])
        {
            latest.Precede();
        }
    }
}

/// <param name="ErrorCode">Why Twilio refused; null where it did not.</param>
[NotAudited("what Twilio said; that it was asked is audited")]
internal sealed record KeepVerificationAnswer(CallerIdVerificationId Id, bool Rings, int? ErrorCode) : ICommand;

internal sealed class KeepVerificationAnswerHandler(ICallerIdVerificationRepository verifications)
    : IRequestHandler<KeepVerificationAnswer, Unit>
{
    public async Task<Unit> Handle(KeepVerificationAnswer command, CancellationToken cancellationToken)
    {
        var verification = await verifications.FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("Verification");
        if (command.ErrorCode is { } code)
        {
            verification.Refuse(code);
        }
        else if (command.Rings)
        {
            verification.Ring();
        }
        else
        {
            verification.LoseTrack();
        }

        return Unit.Value;
    }
}
