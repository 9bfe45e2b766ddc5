namespace CrmVoice.Domain.Calls;

/// <summary>What a leg that is brought into a call is allowed to cost.</summary>
/// <param name="PerMinute">What a minute of it costs; null where the organization has no budget.</param>
/// <param name="LongestSeconds">After how long Twilio ends it; null for as long as the call may last.</param>
public sealed record LegTerms(decimal? PerMinute = null, int? LongestSeconds = null);
