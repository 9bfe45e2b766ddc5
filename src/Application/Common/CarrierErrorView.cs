namespace CrmVoice.Application.Common;

/// <param name="Code">Twilio's error code; 0 if Twilio could not be reached.</param>
public sealed record CarrierErrorView(int Code, string Message);
