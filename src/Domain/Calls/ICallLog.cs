namespace CrmVoice.Domain.Calls;

/// <summary>Where the timeline of calls and their committed changes are written down, in the transaction of the change itself.</summary>
public interface ICallLog
{
    void Add(CallStep step);

    void Add(CallEvent happened);
}
