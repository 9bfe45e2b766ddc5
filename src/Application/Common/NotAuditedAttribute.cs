namespace CrmVoice.Application.Common;

/// <summary>On a command that leaves nothing in the audit log.</summary>
/// <param name="reason">Why there is nothing to tell, or where it is told instead.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
