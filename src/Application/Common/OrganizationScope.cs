using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>
/// The organization that the present unit of work belongs to: of the person signed in, of the token, of the account that signed a webhook,
/// or of the row a background service works on. Queries see nothing until one is entered.
/// </summary>
public sealed class OrganizationScope
{
    public OrganizationId? Current { get; private set; }

    /// <summary>Whether a page or a program waits for it, and nobody on the telephone: what it stores gives way.</summary>
    public bool GivesWay { get; private set; }

    /// <exception cref="InvalidOperationException">Another organization was entered before: a unit of work never changes sides.</exception>
    public void Enter(OrganizationId organizationId)
    {
        if (Current is { } other && other != organizationId)
        {
            throw new InvalidOperationException("This scope belongs to another organization.");
        }

        Current = organizationId;
    }

    /// <summary>The same for the organization of whoever asks for a page, or over the API.</summary>
    public void EnterAsAsker(OrganizationId organizationId)
    {
        Enter(organizationId);
        GiveWay();
    }

    /// <summary>What is stored here gives way, whosever it is.</summary>
    public void GiveWay() => GivesWay = true;
}
