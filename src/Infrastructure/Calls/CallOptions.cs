using CrmVoice.Domain.Calls;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>How calls are made, for organizations that have not chosen themselves (section <c>Calls</c>).</summary>
internal sealed class CallOptions
{
    public const string Section = "Calls";

    public Topology Topology { get; set; }
}

/// <summary>There are no rooms yet: whoever asks for them is told at the start, and not by calls that go another way.</summary>
internal sealed class CallOptionsValidator : IValidateOptions<CallOptions>
{
    public ValidateOptionsResult Validate(string? name, CallOptions options) =>
        options.Topology is Topology.Bridge
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Calls:Topology is {options.Topology}, which this version does not have yet. Remove it, or set it to {Topology.Bridge}.");
}
