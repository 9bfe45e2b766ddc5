using System.Collections.Concurrent;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>What is said on a leg when CrmVoice itself broke, in each organization's words as they were last read: for when they cannot be read.</summary>
public sealed class KnownApologies
{
    private static readonly CallInstruction inEnglish = new CallInstruction.HangUp(new SpokenWords(new SpokenTexts("en")).SomethingBroke());

    private readonly ConcurrentDictionary<OrganizationId, CallInstruction> known = [];

    /// <summary>In English where nothing was ever read.</summary>
    public CallInstruction Recall(OrganizationId? organization) => organization is { } id && known.TryGetValue(id, out var apology) ? apology : inEnglish;

    internal CallInstruction Learn(CallingProfile organization) =>
        known[organization.Id] = new CallInstruction.HangUp(SpokenWords.Of(organization).SomethingBroke());
}
