using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A committed change of a call, in the order of commits: what browsers and integrators follow.</summary>
public sealed class CallEvent : IOrganizationOwned
{
    private CallEvent()
    {
    }

    public CallEvent(CallChanged changed)
    {
        OrganizationId = changed.OrganizationId;
        CallId = changed.CallId;
        AgentId = changed.AgentId;
        Type = changed.Type;
        At = changed.At;
    }

    public long Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Null where no agent was in charge.</summary>
    public MembershipId? AgentId { get; private set; }

    /// <summary><c>call.</c> and the state reached, or <c>call.updated</c>.</summary>
    public string Type { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
