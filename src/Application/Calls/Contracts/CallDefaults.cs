using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>How calls are made for organizations that have not chosen themselves (section <c>Calls</c>).</summary>
public sealed record CallDefaults(Topology Topology);
