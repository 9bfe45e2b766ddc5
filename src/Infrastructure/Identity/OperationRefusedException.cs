namespace CrmVoice.Infrastructure.Identity;

/// <summary>What was asked for at the command line cannot be done; the message says why.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);
