using System.Net;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Inbox;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Calls over Twilio's REST API, for the present organization's account.</summary>
internal sealed partial class TwilioTelephony(
    TwilioRestClients clients,
    CallbackUrls urls,
    ICallInstructionWriter writer,
    ICarrierReports reports,
    ILogger<TwilioTelephony> logger)
    : ITelephony
{
    // How the legs stand is told by the Call resources; this by nothing else.
    private static readonly string[] onlyWitnesses = [CarrierWebhooks.Accept, CarrierWebhooks.DialResult, CarrierWebhooks.Fallback];

    private const int MostPagesOfLegs = 3;

    // Twilio takes 4,000 characters of TwiML with a request ("Twiml"); one that is said becomes five at most, such as &amp;.
    private const int MostSaidAlong = 750;

    public Task<CreateOutcome> CreateAsync(CreateOrder order, CancellationToken cancellationToken) =>
        CreateAsync(OptionsOf(order), order.CallId.Value, cancellationToken);

    public Task<CreateOutcome> SpeakAsync(PhoneNumber to, PhoneNumber from, Sentence sentence, CancellationToken cancellationToken) =>
        CreateAsync(new SpeakOptions(to.Value, from.Value, writer.Write(new CallInstruction.HangUp(Short(sentence)))), callId: null, cancellationToken);

    public async Task<HangUpOutcome> HangUpAsync(string callSid, CancellationToken cancellationToken)
    {
        try
        {
            await CallResource.CompleteAsync(callSid, await clients.OpenAsync(cancellationToken), cancellationToken);
            return HangUpOutcome.Done;
        }
        catch (ApiException error) when (error.Code == ApiException.CallNotInProgress || error.IsNotFound)
        {
            // Over already; or Twilio knows no such call (any more), so that there is nothing to hang up, today or ever.
            return HangUpOutcome.Done;
        }
        catch (ApiException error)
        {
            LogHangUpFailed(callSid, error.Status, error.Code);
            return HangUpOutcome.TryAgain;
        }
        catch (ApiConnectionException error)
        {
            LogUnanswered("hang-up", callSid, error.Note);
            return HangUpOutcome.TryAgain;
        }
    }

    public async Task<LookUpOutcome> LookUpAsync(string agentCallSid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var agentLeg = await CallResource.FetchAsync(agentCallSid, client, cancellationToken);
            var contactLegs = await CallResource.ReadAsync(new ReadCallOptions { ParentCallSid = agentCallSid, MostPages = MostPagesOfLegs }, client, cancellationToken);
            var mayBeRecorded = LegStatuses.FromTwilio(agentLeg.Status) is LegStatus.Completed;
            var recordings = mayBeRecorded ? await ReadRecordingsAsync(agentCallSid, client, cancellationToken) : [];
            return new LookUpOutcome.Found(agentLeg.ToLeg(), [.. contactLegs.Select(TwilioAnswers.ToLeg)], [.. recordings.Select(TwilioAnswers.ToRecording).OfType<CarrierRecording>()]);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return new LookUpOutcome.Unknown();
        }
        catch (ApiException error)
        {
            LogLookUpFailed(agentCallSid, error.Status, error.Code);
            return new LookUpOutcome.NoAnswer();
        }
        catch (ApiConnectionException error)
        {
            LogUnanswered("look-up", agentCallSid, error.Note);
            return new LookUpOutcome.NoAnswer();
        }
    }

    public async Task<IReadOnlyList<CarrierReport>?> ReadReportsAsync(CallId callId, string agentCallSid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var events = await CallHistoryResource.ReadEventsAsync(agentCallSid, client, cancellationToken);
            return [.. events.Where(one => one.Says("AccountSid", client.AccountSid) && one.Says("CallSid", agentCallSid)).Select(one => ReportOf(callId, one)).OfType<CarrierReport>().Distinct()];
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return [];
        }
        catch (ApiException error)
        {
            LogLookUpFailed(agentCallSid, error.Status, error.Code);
            return null;
        }
        catch (ApiConnectionException error)
        {
            LogUnanswered("look-up of requests", agentCallSid, error.Note);
            return null;
        }
    }

    public async Task<IReadOnlyList<CarrierReport>?> ReadDialErrorsAsync(string agentCallSid, CancellationToken cancellationToken)
    {
        try
        {
            var notifications = await CallHistoryResource.ReadNotificationsAsync(agentCallSid, await clients.OpenAsync(cancellationToken), cancellationToken);
            return [.. notifications.Select(TwilioAnswers.ToDialError).OfType<CarrierError>().Distinct().Select(error => new CarrierReport.OfDialError(agentCallSid, error))];
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return [];
        }
        catch (ApiException error)
        {
            LogLookUpFailed(agentCallSid, error.Status, error.Code);
            return null;
        }
        catch (ApiConnectionException error)
        {
            LogUnanswered("look-up of errors", agentCallSid, error.Note);
            return null;
        }
    }

    public async Task<IReadOnlyList<CarrierLeg>?> FindAsync(PhoneNumber to, PhoneNumber from, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            // Not filtered by Twilio's StartTime: a call that still queues has none, and it is the very call that is looked for.
            var client = await clients.OpenAsync(cancellationToken);
            var found = await CallResource.ReadAsync(new ReadCallOptions { To = to.Value, From = from.Value }, client, cancellationToken);
            return [.. found.Where(call => call.MadeAt() >= since).OrderByDescending(TwilioAnswers.MadeAt).Select(TwilioAnswers.ToLeg)];
        }
        catch (ApiException error)
        {
            LogFindFailed(error.Status, error.Code);
            return null;
        }
        catch (ApiConnectionException error)
        {
            LogFindUnanswered(error.Note);
            return null;
        }
    }

    public async Task<IReadOnlyList<CarrierRecord>> ReadRecordsAsync(string callSid, LegRole role, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var events = await CallHistoryResource.ReadEventsAsync(callSid, client, cancellationToken);
            var notifications = await CallHistoryResource.ReadNotificationsAsync(callSid, client, cancellationToken);
            return [.. events.Concat(notifications).Select(one => new CarrierRecord(one.At, role, one.Request, one.ResponseCode, one.Milliseconds, one.ErrorCode, one.Message))];
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return [];
        }
        catch (Exception error) when (error is ApiException or ApiConnectionException)
        {
            throw new CarrierUnavailableException(error);
        }
    }

    public async Task<RecordingMedia?> OpenRecordingAsync(string recordingSid, ByteRange? range, CancellationToken cancellationToken)
    {
        if (!RecordingResource.IsSid(recordingSid))
        {
            return null;
        }

        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var answer = await OpenMediaAsync(recordingSid, range, client, cancellationToken);
            return await MediaOfAsync(answer, isPartAsked: range is not null, cancellationToken);
        }
        catch (ApiException error) when (error.Status == 404)
        {
            return null;
        }
        catch (Exception error) when (error is ApiException or ApiConnectionException)
        {
            throw new CarrierUnavailableException(error);
        }
    }

    private async Task<CreateOutcome> CreateAsync(ICreateCall options, Guid? callId, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var call = await CallResource.CreateAsync(options, client, cancellationToken);
            LogCreated(callId, call.Sid);
            return new CreateOutcome.Accepted(call.Sid, call.QueueTime);
        }
        catch (ApiException error)
        {
            LogCreateFailed(callId, error.Status, error.Code);
            return error.ToOutcome();
        }
        catch (ApiConnectionException error)
        {
            LogCreateUnanswered(callId, error.Note);
            return error.NeverConnected ? new CreateOutcome.NotTaken(null, CarrierError.Unreachable) : new CreateOutcome.Unclear(error.Note);
        }
    }

    // That nothing is heard of recordings must not keep anybody from hearing how the legs ended.
    private async Task<IReadOnlyList<RecordingResource>> ReadRecordingsAsync(string agentCallSid, TwilioRestClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordingResource.ReadOfCallAsync(agentCallSid, client, cancellationToken);
        }
        catch (ApiException error)
        {
            LogLookUpFailed(agentCallSid, error.Status, error.Code);
            return [];
        }
        catch (ApiConnectionException error)
        {
            LogUnanswered("look-up of recordings", agentCallSid, error.Note);
            return [];
        }
    }

    // A request that was tried three times says the same three times, and one to any other address than ours says nothing.
    private CarrierReport? ReportOf(CallId callId, CallHistoryResource made)
    {
        try
        {
            return onlyWitnesses.FirstOrDefault(webhook => urls.IsFor(callId, webhook, made.Url)) is { } webhook ? reports.Read(webhook, made.Parameters) : null;
        }
        catch (MalformedReportException)
        {
            return null;
        }
    }

    private static Sentence Short(Sentence sentence)
    {
        var text = sentence.Text;
        return text.Length <= MostSaidAlong ? sentence : sentence with { Text = text[..(char.IsHighSurrogate(text[MostSaidAlong - 1]) ? MostSaidAlong - 1 : MostSaidAlong)] };
    }

    private CreateCallOptions OptionsOf(CreateOrder order) => new(
        order.To.Value,
        order.From.Value,
        urls.ForTwiML(order.CallId, CarrierWebhooks.Answer),
        urls.ForTwiML(order.CallId, CarrierWebhooks.Fallback),
        urls.ForReports(order.CallId, CarrierWebhooks.AgentStatus),
        order.RingSeconds,
        order.LongestCallSeconds);

    private static async Task<HttpResponseMessage> OpenMediaAsync(string sid, ByteRange? range, TwilioRestClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordingResource.OpenMediaAsync(sid, range, client, cancellationToken);
        }
        catch (ApiException error) when (range is not null && error.Status == (int)HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // The whole says how much there is.
            return await RecordingResource.OpenMediaAsync(sid, range: null, client, cancellationToken);
        }
    }

    private static async Task<RecordingMedia> MediaOfAsync(HttpResponseMessage answer, bool isPartAsked, CancellationToken cancellationToken)
    {
        var headers = answer.Content.Headers;
        var isPart = answer.StatusCode == HttpStatusCode.PartialContent;
        var (type, range) = (headers.ContentType?.MediaType, headers.ContentRange);
        if (type?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) is not true || (isPart && !(isPartAsked && range is { Unit: "bytes", HasRange: true })))
        {
            // A proxy's page must not be served from our own address.
            answer.Dispose();
            throw new ApiConnectionException(TwilioRestClient.Unreadable, neverConnected: false);
        }

        var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var part = isPart ? new BytePart(range!.From!.Value, range.To!.Value - range.From.Value + 1) : (BytePart?)null;
        return new RecordingMedia(content, type, isPart ? range!.Length : headers.ContentLength, part);
    }

    [LoggerMessage(2201, LogLevel.Information, "Call {CallId}: Twilio makes it as {CallSid}")]
    private partial void LogCreated(Guid? callId, string callSid);

    [LoggerMessage(2202, LogLevel.Warning, "Call {CallId}: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogCreateFailed(Guid? callId, int status, int code);

    [LoggerMessage(2203, LogLevel.Warning, "Call {CallId}: no answer from Twilio ({Note})")]
    private partial void LogCreateUnanswered(Guid? callId, string note);

    [LoggerMessage(2204, LogLevel.Warning, "Hanging up {CallSid}: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogHangUpFailed(string callSid, int status, int code);

    [LoggerMessage(2205, LogLevel.Warning, "Looking up {CallSid}: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogLookUpFailed(string callSid, int status, int code);

    [LoggerMessage(2206, LogLevel.Warning, "No answer from Twilio to a {What} of {CallSid} ({Note})")]
    private partial void LogUnanswered(string what, string callSid, string note);

    [LoggerMessage(2207, LogLevel.Warning, "Looking for a call: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogFindFailed(int status, int code);

    [LoggerMessage(2208, LogLevel.Warning, "Looking for a call: no answer from Twilio ({Note})")]
    private partial void LogFindUnanswered(string note);
}
