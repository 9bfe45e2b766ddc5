using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What the board of live calls is narrowed to; what cannot be read narrows nothing.</summary>
/// <param name="Show"><c>held</c>, <c>help</c>, or null for all.</param>
public sealed record BoardFilter(string? Show, Guid? AgentId)
{
    public const string Held = "held";
    public const string Help = "help";

    public bool IsEmpty => Show is null && AgentId is null;

    public static BoardFilter Of(IQueryCollection address) =>
        new(
            address["show"].ToString() is var show and (Held or Help) ? show : null,
            Guid.TryParse(address["agentId"], out var agent) ? agent : null);

    public bool Shows(CallView call) =>
        (AgentId is null || call.Agent?.Id == AgentId || call.Legs.Any(leg => leg.EndedAt is null && leg.Member?.Id == AgentId))
        && Show switch
        {
            Held => IsOnHold(call),
            Help => call.HelpRequestedAt is not null,
            _ => true,
        };

    public static bool IsOnHold(CallView call) => call.Live.Contains(Kebab.Of(LiveConditions.OnHold));
}
