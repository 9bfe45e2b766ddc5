namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The carrier did not answer, or not in a way that could be used; asking again later may help.</summary>
public sealed class CarrierUnavailableException(Exception inner) : Exception("The carrier did not answer.", inner);
