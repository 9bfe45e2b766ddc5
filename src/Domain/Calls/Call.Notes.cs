using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>What people write down about a call.</content>
public sealed partial class Call
{
    public const int NotesMaxLength = 10_000;

    public string Notes { get; private set; } = "";

    /// <summary>Goes up with every change, so that a writer can say which version was read.</summary>
    public int NotesVersion { get; private set; }

    public void EditNotes(string text, DateTimeOffset now)
    {
        if (text.Length > NotesMaxLength)
        {
            throw new DomainRuleException(RuleCodes.TextTooLong, $"Notes hold {NotesMaxLength} characters at most.");
        }

        if (text == Notes)
        {
            return;
        }

        Record(StepKinds.NotesEdited, leg: null, at: now, receipt: now, note: null, change: () =>
        {
            Notes = text;
            NotesVersion++;
            return true;
        });
    }
}
