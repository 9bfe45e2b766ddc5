using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Logging;
using Twilio.Rest.Api.V2010.Account;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>"Create a Call resource" (REST). Twilio has no idempotency key here, so this is never repeated by itself.</summary>
internal sealed partial class CallCreation(TwilioRestClients clients, ILogger<CallCreation> logger)
{
    /// <param name="callId">For the log; null for a call that has no record.</param>
    public async Task<CreateOutcome> CreateAsync(CreateCallOptions options, Guid? callId, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var accepted = (await client.AskAsync(twilio => CallResource.CreateAsync(options, twilio))).ToAccepted();
            LogCreated(callId, accepted.CallSid);
            return accepted;
        }
        catch (TwilioErrorException error)
        {
            LogCreateFailed(callId, error.Status, error.Code);
            return error.ToOutcome();
        }
        catch (TwilioUnansweredException error)
        {
            LogCreateUnanswered(callId, error.Note);
            return error.NeverConnected
                ? new CreateOutcome.NotTaken(null, CarrierError.Unreachable)
                : new CreateOutcome.Unclear(error.Note);
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "Call {CallId}: Twilio makes it as {CallSid}")]
    private partial void LogCreated(Guid? callId, string callSid);

    [LoggerMessage(2202, LogLevel.Warning, "Call {CallId}: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogCreateFailed(Guid? callId, int status, int code);

    [LoggerMessage(2203, LogLevel.Warning, "Call {CallId}: no answer from Twilio ({Note})")]
    private partial void LogCreateUnanswered(Guid? callId, string note);
}
