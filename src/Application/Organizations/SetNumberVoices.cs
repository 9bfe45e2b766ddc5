using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Has Twilio send calls to numbers to CrmVoice. What stood there before is kept before Twilio hears of it, so that it can be undone; where
/// it is not what the admin saw, it is left alone.
/// </summary>
public sealed record SetNumberVoices(IReadOnlyList<SeenVoiceSettings> Numbers) : IQuery<IReadOnlyList<NumberVoiceResult>>;

/// <param name="Fingerprint"><see cref="VoiceSettings.Fingerprint"/> of what the admin was shown.</param>
public sealed record SeenVoiceSettings(Guid NumberId, string Fingerprint);

/// <param name="Number">E.164.</param>
/// <param name="Error">What Twilio said where it refused.</param>
public sealed record NumberVoiceResult(string Number, NumberVoiceOutcome Outcome, CarrierErrorView? Error = null);

public enum NumberVoiceOutcome
{
    Done,

    /// <summary>It was so already.</summary>
    NothingToDo,

    /// <summary>At Twilio or here, since the admin looked.</summary>
    ChangedMeanwhile,

    /// <summary>The account does not have the number.</summary>
    Gone,
    Refused,

    /// <summary>Twilio did not answer: it may or may not have done it.</summary>
    Unclear,

    /// <summary>Twilio answers nobody now, or takes no credentials: the rest was left alone.</summary>
    NotTried,
}

/// <param name="Version">Of the number when Twilio was read: of two admins one is told.</param>
internal sealed record KeepVoiceChange(NumberId NumberId, int Version, string ProtectedChange, VoiceAnswerer AnsweredBy) : ICommand;

internal sealed class KeepVoiceChangeHandler(INumberRepository numbers, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<KeepVoiceChange, Unit>
{
    public async Task<Unit> Handle(KeepVoiceChange command, CancellationToken cancellationToken)
    {
        var number = await numbers.FindAsync(command.NumberId, cancellationToken) ?? throw new NotFoundException("Number");
        number.EnsureStillAt(command.Version);
        number.KeepVoiceChange(command.ProtectedChange, clock.GetUtcNow());
        audit.Add(new Audited(AuditAction.NumberVoiceSet, AuditedKind.Number, number.Id.Value)
        {
            Changes = AuditedChange.Between(("answered-by", Kebab.Of(command.AnsweredBy), Kebab.Of(VoiceAnswerer.CrmVoice))),
        });
        return Unit.Value;
    }
}

/// <summary>Twilio did not do what was written down, or did not say that it did.</summary>
/// <param name="Code">Twilio's error code; 0 where it did not answer.</param>
/// <param name="Undo">What was written down for nothing, and what stood there before; null where it stays.</param>
internal sealed record RecordVoiceRefusal(NumberId NumberId, int Code, KeptVoiceChange? Undo) : ICommand;

internal sealed record KeptVoiceChange(string Kept, string? Previous, DateTimeOffset? PreviousAt);

internal sealed class RecordVoiceRefusalHandler(INumberRepository numbers, IAuditLog audit) : IRequestHandler<RecordVoiceRefusal, Unit>
{
    public async Task<Unit> Handle(RecordVoiceRefusal command, CancellationToken cancellationToken)
    {
        var number = await numbers.FindAsync(command.NumberId, cancellationToken) ?? throw new NotFoundException("Number");
        audit.Add(new Audited(AuditAction.NumberVoiceRefused, AuditedKind.Number, number.Id.Value)
        {
            Changes = AuditedChange.Between(("error-code", null, AuditedChange.Write(command.Code))),
        });
        if (command.Undo is not { } undo || number.ProtectedVoiceChange != undo.Kept)
        {
            return Unit.Value;
        }

        if (undo is { Previous: { } previous, PreviousAt: { } at })
        {
            number.KeepVoiceChange(previous, at);
        }
        else
        {
            number.ForgetVoiceChange();
        }

        return Unit.Value;
    }
}

internal sealed class SetNumberVoicesHandler(IVoiceSettings voices, IOwnVoiceSettings own, IReadDb db, IMediator mediator)
    : IRequestHandler<SetNumberVoices, IReadOnlyList<NumberVoiceResult>>
{
    public async Task<IReadOnlyList<NumberVoiceResult>> Handle(SetNumberVoices query, CancellationToken cancellationToken)
    {
        List<NumberId> ids = [.. query.Numbers.Select(seen => new NumberId(seen.NumberId))];
        var numbers = await db.Numbers
            .Where(number => ids.Contains(number.Id) && number.Origin == NumberOrigin.Owned && number.Sid != null)
            .ToDictionaryAsync(number => number.Id.Value, cancellationToken);
        List<NumberVoiceResult> results = [];
        var goesOn = true;
        foreach (var seen in query.Numbers)
        {
            var number = numbers.GetValueOrDefault(seen.NumberId) ?? throw new NotFoundException("Number");
            var result = goesOn
                ? await SetAsync(number, seen.Fingerprint, cancellationToken)
                : new NumberVoiceResult(number.PhoneNumber.Value, NumberVoiceOutcome.NotTried);
            results.Add(result);
            goesOn = goesOn && result.Error?.MeansAll() is not true;
        }

        return results;
    }

    private async Task<NumberVoiceResult> SetAsync(Number number, string fingerprint, CancellationToken cancellationToken)
    {
        var reading = await voices.ReadAsync(number.Sid!, cancellationToken);
        if (reading.Settings is not { } now)
        {
            return number.ResultOf(reading.Error!, isSure: true);
        }

        var ours = own.For(number.Id);
        if (now.AreSameAs(ours) || now.Fingerprint() != fingerprint)
        {
            return new NumberVoiceResult(
                number.PhoneNumber.Value,
                now.AreSameAs(ours) ? NumberVoiceOutcome.NothingToDo : NumberVoiceOutcome.ChangedMeanwhile);
        }

        var kept = new KeptVoiceChange(own.Protect(ChangeOf(number, now, ours)), number.ProtectedVoiceChange, number.VoiceChangedAt);
        try
        {
            await mediator.Send(
                new KeepVoiceChange(number.Id, number.Version, kept.Kept, now.AnswererBeside(ours)), cancellationToken);
        }
        catch (DomainRuleException rule) when (rule.Code == RuleCodes.ConcurrentChange)
        {
            return new NumberVoiceResult(number.PhoneNumber.Value, NumberVoiceOutcome.ChangedMeanwhile);
        }

        if (await voices.SetAsync(number.Sid!, now, ours, cancellationToken) is not { } error)
        {
            return new NumberVoiceResult(number.PhoneNumber.Value, NumberVoiceOutcome.Done);
        }

        // Told even where whoever asked has left meanwhile. Where Twilio may have done it, what stood there before stays kept.
        await mediator.Send(new RecordVoiceRefusal(number.Id, error.Code, error.Code == 0 ? null : kept), CancellationToken.None);
        return number.ResultOf(error, isSure: error.Code != 0);
    }

    // Set again after our address has changed: what stood there before CrmVoice is still what is wanted back.
    private VoiceSettingsChange ChangeOf(Number number, VoiceSettings now, VoiceSettings ours) =>
        number.ProtectedVoiceChange is { } kept && own.Reveal(kept) is { } earlier && now.AreSameAs(earlier.After)
            ? earlier with { After = ours }
            : new VoiceSettingsChange(now, ours);
}

internal static class VoiceErrors
{
    /// <summary>The next number would be told the same.</summary>
    public static bool MeansAll(this CarrierErrorView error) =>
        error.Code == 0 || (error.Code != VoiceSettingsReading.NoSuchNumber && AccountCheck.Refusals.Contains(error.Code));

    /// <param name="isSure">Nothing was changed.</param>
    public static NumberVoiceResult ResultOf(this Number number, CarrierErrorView error, bool isSure) => new(
        number.PhoneNumber.Value,
        error.Code == VoiceSettingsReading.NoSuchNumber ? NumberVoiceOutcome.Gone
            : isSure ? NumberVoiceOutcome.Refused
            : NumberVoiceOutcome.Unclear,
        error);
}
