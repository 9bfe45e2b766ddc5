using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>How calls are made, for organizations that have not chosen themselves (section <c>Calls</c>).</summary>
internal sealed class CallOptions
{
    public const string Section = "Calls";

    public Topology Topology { get; set; }
}
