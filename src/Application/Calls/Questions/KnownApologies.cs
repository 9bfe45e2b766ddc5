using System.Collections.Concurrent;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// What is said on a leg when CrmVoice itself fails, per organization, as last read. Used when the database cannot be read.
/// </summary>
public sealed class KnownApologies
{
    private static readonly CallInstruction inEnglish = new CallInstruction.HangUp(new SpokenWords(new SpokenTexts("en")).SomethingBroke());

    private readonly ConcurrentDictionary<OrganizationId, CallInstruction> known = [];

    /// <summary>In English where no texts were read yet.</summary>
    public CallInstruction Recall(OrganizationId? organization) =>
        organization is { } id && known.TryGetValue(id, out var apology) ? apology : inEnglish;

    internal CallInstruction Learn(OrganizationId organization, SpokenWords words) =>
        known[organization] = new CallInstruction.HangUp(words.SomethingBroke());
}
