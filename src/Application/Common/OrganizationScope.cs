using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>
/// The organization that the present unit of work belongs to: of the person signed in, of the token, of the account that signed a webhook,
/// or of the row a background service works on. Queries see nothing until one is entered.
/// </summary>
public sealed class OrganizationScope
{
    public OrganizationId? Current { get; private set; }

    /// <summary>Whether its writes have lower priority: a page or a program waits for them, and nobody on the phone.</summary>
    public bool HasLowPriority { get; private set; }

    /// <exception cref="InvalidOperationException">Another organization was entered before: a unit of work belongs to one only.</exception>
    public void Enter(OrganizationId organizationId)
    {
        if (Current is { } other && other != organizationId)
        {
            throw new InvalidOperationException("This scope belongs to another organization.");
        }

        Current = organizationId;
    }

    /// <summary>Enters the organization of a page or API request; its writes get lower priority.</summary>
    public void EnterForRequest(OrganizationId organizationId)
    {
        Enter(organizationId);
        LowerPriority();
    }

    /// <summary>Gives the writes lower priority, whatever the organization.</summary>
    public void LowerPriority() => HasLowPriority = true;
}
