using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>What an agent writes down about an own call; while it goes on and after.</summary>
public sealed record EditCallNotes(Guid CallId, string Text) : ICommand;

internal sealed class EditCallNotesValidator : AbstractValidator<EditCallNotes>
{
    public EditCallNotesValidator() => RuleFor(c => c.Text).NotNull().MaximumLength(Call.NotesMaxLength);
}

internal sealed class EditCallNotesHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock) : IRequestHandler<EditCallNotes, Unit>
{
    public async Task<Unit> Handle(EditCallNotes command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        user.EnsureOwnOr(Permission.OverrideCalls, call.AgentId);
        call.EditNotes(command.Text, clock.GetUtcNow());
        return Unit.Value;
    }
}
