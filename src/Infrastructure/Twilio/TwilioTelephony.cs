using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Logging;
using Twilio.Rest.Api.V2010.Account;
using Endpoint = Twilio.Types.PhoneNumber;
using EventResource = Twilio.Rest.Api.V2010.Account.Call.EventResource;
using HttpMethod = Twilio.Http.HttpMethod;
using NotificationResource = Twilio.Rest.Api.V2010.Account.Call.NotificationResource;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;
using RecordingResource = Twilio.Rest.Api.V2010.Account.Call.RecordingResource;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Calls over Twilio's REST API, for the present organization's account.</summary>
internal sealed partial class TwilioTelephony(
    TwilioRestClients clients,
    CallCreation creation,
    CallbackUrls urls,
    WebhookReaders readers,
    RoomMetrics rooms,
    TimeProvider clock,
    ILogger<TwilioTelephony> logger)
    : ITelephony
{
    // How the legs stand is told by the Call resources; this by nothing else.
    private static readonly string[] onlyWitnesses = [CarrierWebhooks.Accept, CarrierWebhooks.DialResult, CarrierWebhooks.Fallback];

    private const int PageSize = 50;
    private const int MaxPagesOfLegs = 3;
    private const int MaxPagesOfHistory = 2;

    public Task<CreateOutcome> CreateAsync(CreateOrder order, CancellationToken cancellationToken) => creation.CreateAsync(
        new CreateCallOptions(new Endpoint(order.To.Value), new Endpoint(order.From.Value))
        {
            Url = new Uri(urls.ForTwiML(order.CallId, order.LegId, CarrierWebhooks.Answer)),
            Method = HttpMethod.Post,
            FallbackUrl = new Uri(urls.ForTwiML(order.CallId, order.LegId, CarrierWebhooks.Fallback)),
            FallbackMethod = HttpMethod.Post,
            StatusCallback = new Uri(urls.ForReports(order.CallId, order.LegId, CarrierWebhooks.Status)),
            StatusCallbackMethod = HttpMethod.Post,
            StatusCallbackEvent = ["initiated", "ringing", "answered", "completed"],
            Timeout = order.RingSeconds,
            TimeLimit = order.LongestCallSeconds,
            SendDigits = order.SendDigits,
            // Beside the call and never before it.
            MachineDetection = order.DetectMachines ? "Enable" : null,
            AsyncAmd = order.DetectMachines ? "true" : null,
            AsyncAmdStatusCallback = order.DetectMachines
                ? new Uri(urls.ForReports(order.CallId, order.LegId, CarrierWebhooks.MachineDetection))
                : null,
            AsyncAmdStatusCallbackMethod = order.DetectMachines ? HttpMethod.Post : null,
        },
        order.CallId.Value,
        cancellationToken);

    /// <summary>"Update a Call resource": <c>Status=completed</c> ends a call whether it rings or is answered.</summary>
    public async Task<HangUpOutcome> HangUpAsync(string callSid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            await client.AskAsync(twilio =>
                CallResource.UpdateAsync(InPath(callSid), status: CallResource.UpdateStatusEnum.Completed, client: twilio));
            return HangUpOutcome.Done;
        }
        catch (TwilioErrorException error) when (error.Code == TwilioErrorException.CallNotInProgress || error.IsNotFound)
        {
            // Over already; or Twilio knows no such call (any more), so that there is nothing to hang up, today or ever.
            return HangUpOutcome.Done;
        }
        catch (TwilioErrorException error)
        {
            LogHangUpFailed(callSid, error.Status, error.Code);
            return HangUpOutcome.TryAgain;
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("hang-up", callSid, error.Note);
            return HangUpOutcome.TryAgain;
        }
    }

    public Task<LookUpOutcome> LookUpAsync(string agentCallSid, CancellationToken cancellationToken) =>
        AskOfAsync<LookUpOutcome>(
            "look-up",
            agentCallSid,
            async client =>
            {
                var agentLeg = await client.AskAsync(twilio => CallResource.FetchAsync(InPath(agentCallSid), client: twilio));
                var contactLegs = await client.ListAsync(
                    MaxPagesOfLegs,
                    twilio => CallResource.ReadAsync(parentCallSid: agentCallSid, pageSize: PageSize, client: twilio));
                var legs = contactLegs.Select(call => call.ToLeg(client.EndTimeAsSent(call))).ToList();
                var mayBeRecorded = LegStatuses.FromTwilio(agentLeg.Status?.ToString()) is LegStatus.Completed;
                return new LookUpOutcome.Found(
                    agentLeg.ToLeg(client.EndTimeAsSent(agentLeg)),
                    legs,
                    mayBeRecorded ? await ReadRecordingsAsync(agentCallSid, client) : []);
            },
            whereUnknown: new LookUpOutcome.Unknown(),
            whereUnanswered: new LookUpOutcome.NoAnswer(),
            cancellationToken);

    public Task<IReadOnlyList<CarrierReport>?> ReadReportsAsync(CallId callId, string agentCallSid, CancellationToken cancellationToken) =>
        AskOfAsync<IReadOnlyList<CarrierReport>?>(
            "look-up of requests",
            agentCallSid,
            async client =>
                [
                    .. (await ReadEventsAsync(agentCallSid, client))
                        .Where(one => one.Says("AccountSid", client.AccountSid) && one.Says("CallSid", agentCallSid))
                        .Select(one => ReportOf(callId, one))
                        .OfType<CarrierReport>()
                        .Distinct(),
                ],
            whereUnknown: [],
            whereUnanswered: null,
            cancellationToken);

    public Task<IReadOnlyList<CarrierReport>?> ReadDialErrorsAsync(string agentCallSid, CancellationToken cancellationToken) =>
        AskOfAsync<IReadOnlyList<CarrierReport>?>(
            "look-up of errors",
            agentCallSid,
            async client =>
                [
                    .. (await ReadNotificationsAsync(agentCallSid, client))
                        .Select(TwilioAnswers.ToDialError)
                        .OfType<CarrierError>()
                        .Distinct()
                        .Select(error => new CarrierReport.OfDialError(agentCallSid, error)),
                ],
            whereUnknown: [],
            whereUnanswered: null,
            cancellationToken);

    public async Task<IReadOnlyList<CarrierLeg>?> FindAsync(
        PhoneNumber to,
        PhoneNumber from,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        try
        {
            // Not filtered by Twilio's StartTime: a call that still queues has none, and it is the very call that is looked for.
            var client = await clients.OpenAsync(cancellationToken);
            var found = await client.ListAsync(
                maxPages: 1,
                twilio => CallResource.ReadAsync(to: to.Value, from: from.Value, pageSize: PageSize, client: twilio));
            return
            [
                .. found
                    .Where(call => call.MadeAt() >= since)
                    .OrderByDescending(TwilioAnswers.MadeAt)
                    .Select(call => call.ToLeg(client.EndTimeAsSent(call))),
            ];
        }
        catch (TwilioErrorException error)
        {
            LogFindFailed(error.Status, error.Code);
            return null;
        }
        catch (TwilioUnansweredException error)
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
            var events = await ReadEventsAsync(callSid, client);
            var notifications = await ReadNotificationsAsync(callSid, client);
            return
            [
                .. events
                    .Concat(notifications)
                    .Select(one => new CarrierRecord(
                        one.At,
                        role,
                        one.Request,
                        one.ResponseCode,
                        one.Milliseconds,
                        one.ErrorCode,
                        one.Message)),
            ];
        }
        catch (TwilioErrorException error) when (error.IsNotFound)
        {
            return [];
        }
        catch (Exception error) when (error is TwilioErrorException or TwilioUnansweredException)
        {
            throw new CarrierUnavailableException(error);
        }
    }

    private async Task<T> AskOfAsync<T>(
        string what,
        string callSid,
        Func<OrganizationClient, Task<T>> ask,
        T whereUnknown,
        T whereUnanswered,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ask(await clients.OpenAsync(cancellationToken));
        }
        catch (TwilioErrorException error) when (error.IsNotFound)
        {
            return whereUnknown;
        }
        catch (TwilioErrorException error)
        {
            LogLookUpFailed(callSid, error.Status, error.Code);
            return whereUnanswered;
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered(what, callSid, error.Note);
            return whereUnanswered;
        }
    }

    // That nothing is heard of recordings must not keep anybody from hearing how the legs ended.
    private async Task<IReadOnlyList<CarrierRecording>> ReadRecordingsAsync(string agentCallSid, OrganizationClient client)
    {
        try
        {
            var recordings = await client.ListAsync(
                maxPages: 1,
                twilio => RecordingResource.ReadAsync(InPath(agentCallSid), client: twilio));
            return [.. recordings.Select(TwilioAnswers.ToRecording).OfType<CarrierRecording>()];
        }
        catch (TwilioErrorException error)
        {
            LogLookUpFailed(agentCallSid, error.Status, error.Code);
            return [];
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("look-up of recordings", agentCallSid, error.Note);
            return [];
        }
    }

    private static async Task<IEnumerable<CallHistory>> ReadEventsAsync(string callSid, OrganizationClient client) =>
        (await client.ListAsync(MaxPagesOfHistory, twilio => EventResource.ReadAsync(InPath(callSid), client: twilio))).Select(
            CallHistory.Of);

    private static async Task<IEnumerable<CallHistory>> ReadNotificationsAsync(string callSid, OrganizationClient client) =>
        (await client.ListAsync(MaxPagesOfHistory, twilio => NotificationResource.ReadAsync(InPath(callSid), client: twilio))).Select(
            CallHistory.Of);

    // The package writes a SID into the path as it stands.
    private static string InPath(string sid) => Uri.EscapeDataString(sid);

    // A request that was tried three times says the same three times, and one to any other address than ours says nothing.
    private CarrierReport? ReportOf(CallId callId, CallHistory made)
    {
        try
        {
            return urls.Find(made.Url) is { } told && told.CallId == callId.Value && onlyWitnesses.Contains(told.Webhook.Name)
                ? readers.Read(told.Webhook.Name, told.LegId is { } leg ? new LegId(leg) : null, made.Parameters)
                : null;
        }
        catch (MalformedWebhookException)
        {
            return null;
        }
    }

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
