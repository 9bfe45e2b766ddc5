namespace CrmVoice.Application.Common;

/// <summary>
/// Mail that is on its way: stored with what it tells of, sent soon after and again for a day where the server does not take it. Nobody
/// waits for it.
/// </summary>
public interface IMailOutbox
{
    /// <summary>Whether there is a server that takes it; without one nothing may be added.</summary>
    bool IsSent { get; }

    /// <summary>Adds a mail to the present unit of work.</summary>
    void Add(OutgoingMail mail);
}

/// <param name="To">Null for nobody: it takes the same to be stored, and goes nowhere.</param>
/// <param name="Html">The same as <paramref name="Text"/>, for those who read it so.</param>
public sealed record OutgoingMail(string? To, string Subject, string Text, string Html);
