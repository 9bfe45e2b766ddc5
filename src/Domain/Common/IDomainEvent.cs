namespace CrmVoice.Domain.Common;

/// <summary>Something that happened to an aggregate; handled inside the transaction that stores it.</summary>
public interface IDomainEvent;
