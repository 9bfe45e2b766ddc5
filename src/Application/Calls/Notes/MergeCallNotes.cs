using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.Notes;

/// <summary>Merges what a person typed into the notes of a call with what others have written since.</summary>
/// <param name="Basis">The notes as they were when the person began to type.</param>
/// <param name="Sent">A text that was sent earlier and may or may not have been stored; null where there is none.</param>
[NotAudited("notes are part of the call's own record")]
public sealed record MergeCallNotes(Guid CallId, string Text, string Basis, string? Sent = null) : ICommand<NotesView>;

internal sealed class MergeCallNotesValidator : AbstractValidator<MergeCallNotes>
{
    public MergeCallNotesValidator()
    {
        RuleFor(c => c.Text).NotNull().MaximumLength(Call.NotesMaxLength);
        RuleFor(c => c.Basis).NotNull().MaximumLength(Call.NotesMaxLength);
        RuleFor(c => c.Sent).MaximumLength(Call.NotesMaxLength);
    }
}

internal sealed class MergeCallNotesHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<MergeCallNotes, NotesView>
{
    /// <exception cref="NotesChangedException">Others changed the same words.</exception>
    public async Task<NotesView> Handle(MergeCallNotes command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        user.EnsureOwnOr(Permission.OverrideCalls, call.Owners());
        var basis = call.Notes == command.Sent ? command.Sent : command.Basis;
        if (NotesMerge.Of(basis, command.Text, call.Notes) is not { Length: <= Call.NotesMaxLength } merged)
        {
            throw new NotesChangedException(call.Notes, call.NotesVersion);
        }

        call.EditNotes(merged, clock.GetUtcNow());
        return NotesView.Of(call.Notes, call.NotesVersion);
    }
}
