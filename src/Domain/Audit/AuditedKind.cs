namespace CrmVoice.Domain.Audit;

/// <summary>What kind of record something was done to; which one, its id says.</summary>
public enum AuditedKind
{
    /// <summary>Its settings and its Twilio account are part of it.</summary>
    Organization,
    Member,
    Invitation,
    Recording,
    Number,
    ApiToken,
    Call,
}
