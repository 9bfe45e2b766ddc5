using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Puts back what stood with a number at Twilio before CrmVoice set what happens when it is called. Where somebody has changed it there
/// since, that stays.
/// </summary>
public sealed record UndoNumberVoice(Guid NumberId) : IQuery<NumberVoiceResult>;

/// <summary>Written down before Twilio is asked.</summary>
internal sealed record RecordVoiceUndo(NumberId NumberId, VoiceAnswerer AnsweredBy) : ICommand;

internal sealed class RecordVoiceUndoHandler(IAuditLog audit) : IRequestHandler<RecordVoiceUndo, Unit>
{
    public Task<Unit> Handle(RecordVoiceUndo command, CancellationToken cancellationToken)
    {
        audit.Add(new Audited(AuditAction.NumberVoiceUndone, AuditedKind.Number, command.NumberId.Value)
        {
            Changes = AuditedChange.Between(("answered-by", Kebab.Of(VoiceAnswerer.CrmVoice), Kebab.Of(command.AnsweredBy))),
        });
        return Unit.Task;
    }
}

/// <summary>Twilio has what it had before; another admin may have had it set anew meanwhile.</summary>
[NotAudited("the undoing itself is")]
internal sealed record ForgetVoiceChange(NumberId NumberId, string Kept) : ICommand;

internal sealed class ForgetVoiceChangeHandler(INumberRepository numbers) : IRequestHandler<ForgetVoiceChange, Unit>
{
    public async Task<Unit> Handle(ForgetVoiceChange command, CancellationToken cancellationToken)
    {
        var number = await numbers.FindAsync(command.NumberId, cancellationToken) ?? throw new NotFoundException("Number");
        if (number.ProtectedVoiceChange == command.Kept)
        {
            number.ForgetVoiceChange();
        }

        return Unit.Value;
    }
}

internal sealed class UndoNumberVoiceHandler(IVoiceSettings voices, IOwnVoiceSettings own, IReadDb db, IMediator mediator)
    : IRequestHandler<UndoNumberVoice, NumberVoiceResult>
{
    public async Task<NumberVoiceResult> Handle(UndoNumberVoice query, CancellationToken cancellationToken)
    {
        var id = new NumberId(query.NumberId);
        var number = await db.Numbers.FirstOrDefaultAsync(one => one.Id == id, cancellationToken)
            ?? throw new NotFoundException("Number");
        if (number.ProtectedVoiceChange is not { } kept || own.Reveal(kept) is not { } change)
        {
            return Result(NumberVoiceOutcome.NothingToDo);
        }

        var reading = await voices.ReadAsync(number.Sid!, cancellationToken);
        if (reading.Settings is not { } now)
        {
            return number.ResultOf(reading.Error!, isSure: true);
        }

        // An earlier try that got no answer, or somebody at Twilio's console.
        if (now.AreSameAs(change.Before))
        {
            await mediator.Send(new ForgetVoiceChange(number.Id, kept), cancellationToken);
            return Result(NumberVoiceOutcome.NothingToDo);
        }

        if (!now.AreSameAs(change.After))
        {
            return Result(NumberVoiceOutcome.ChangedMeanwhile);
        }

        await mediator.Send(new RecordVoiceUndo(number.Id, change.Before.AnswererBeside(own.For(number.Id))), cancellationToken);
        if (await voices.SetAsync(number.Sid!, now, change.Before, cancellationToken) is { } error)
        {
            // Told even where whoever asked has left meanwhile; it can be tried again.
            await mediator.Send(new RecordVoiceRefusal(number.Id, error.Code, Undo: null), CancellationToken.None);
            return number.ResultOf(error, isSure: error.Code != 0);
        }

        await mediator.Send(new ForgetVoiceChange(number.Id, kept), CancellationToken.None);
        return Result(NumberVoiceOutcome.Done);

        NumberVoiceResult Result(NumberVoiceOutcome outcome) => new(number.PhoneNumber.Value, outcome);
    }
}
