using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>What the carrier is to be asked now; claimed in the database before it is asked.</summary>
public abstract record CarrierOrder
{
    private CarrierOrder()
    {
    }

    public sealed record Create(CreateOrder Order) : CarrierOrder;

    public sealed record FindCreated(PhoneNumber To, PhoneNumber From, DateTimeOffset Since) : CarrierOrder;

    public sealed record HangUp(string CallSid) : CarrierOrder;

    public sealed record LookUp(string AgentCallSid) : CarrierOrder;

    public sealed record ReadReports(CallId CallId, string AgentCallSid) : CarrierOrder;

    public sealed record ReadDialErrors(string AgentCallSid) : CarrierOrder;
}
