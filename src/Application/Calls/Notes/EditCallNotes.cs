using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.Notes;

/// <summary>Saves the notes of the agent's own call, during the call or afterwards. Returns the version of the notes.</summary>
/// <param name="WhereVersion">The versions that the text may replace; null for any.</param>
[NotAudited("notes are part of the call's own record")]
public sealed record EditCallNotes(Guid CallId, string Text, IReadOnlyList<int>? WhereVersion = null) : ICommand<int>;

internal sealed class EditCallNotesValidator : AbstractValidator<EditCallNotes>
{
    public EditCallNotesValidator() => RuleFor(c => c.Text).NotNull().MaximumLength(Call.NotesMaxLength);
}

internal sealed class EditCallNotesHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<EditCallNotes, int>
{
    /// <exception cref="NotesChangedException">The notes are at another version.</exception>
    public async Task<int> Handle(EditCallNotes command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        user.EnsureOwnOr(Permission.OverrideCalls, call.Owners());
        if (command.WhereVersion?.Contains(call.NotesVersion) is false)
        {
            throw new NotesChangedException(call.Notes, call.NotesVersion);
        }

        call.EditNotes(command.Text, clock.GetUtcNow());
        return call.NotesVersion;
    }
}
