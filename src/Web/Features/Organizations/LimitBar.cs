namespace CrmVoice.Web.Features.Organizations;

/// <summary>How much of a limit is used up.</summary>
/// <param name="Text">The same in words.</param>
/// <param name="Limit">Null where there is none.</param>
public sealed record LimitBar(string Text, int Used, int? Limit);
