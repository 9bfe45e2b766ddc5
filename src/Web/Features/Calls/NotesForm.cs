using CrmVoice.Application.Calls.Notes;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Calls;

public sealed class NotesForm
{
    [Field("control.notes")]
    public string? Text { get; init; }

    /// <summary>The notes that the page showed before anything was typed.</summary>
    public string? Basis { get; init; }

    /// <summary>What was sent before without an answer.</summary>
    public string? Sent { get; init; }

    public MergeCallNotes ToCommand(Guid callId) => new(callId, Unify(Text), Unify(Basis), string.IsNullOrEmpty(Sent) ? null : Unify(Sent));

    // A form ends lines with two characters, and each would count.
    private static string Unify(string? text) => LineEndings.Unify(text ?? "");
}

/// <summary>What was typed and could not be stored, for a page to show again.</summary>
public sealed record UnsavedNotes(Guid CallId, string Text, string Basis, bool IsTooLong)
{
    public static UnsavedNotes Both(Guid callId, string text, string theirs) =>
        new(callId, theirs.Length == 0 ? text : $"{theirs}\n{text}", theirs, IsTooLong: false);
}
