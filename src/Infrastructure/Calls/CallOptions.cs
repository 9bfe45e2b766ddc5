using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>How calls are made, for organizations that have not chosen themselves (section <c>Calls</c>).</summary>
internal sealed class CallOptions
{
    public const string Section = "Calls";

    /// <summary>Bridge where it is left out or empty.</summary>
    public Topology? Topology { get; set; }
}
