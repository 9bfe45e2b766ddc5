using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Recordings;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Lists of calls and recordings over Twilio's REST API, and the audio of one recording.</summary>
internal sealed class TwilioAccountUse(TwilioRestClients clients) : IAccountUse
{
    private const int NewestRecordings = 20;
    private const int NewestCalls = 200;

    // A connection that takes its time makes a call wait for less.
    private static readonly TimeSpan waitsFrom = TimeSpan.FromSeconds(1);

    public async Task<MediaReading> TryMediaAsync(CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var newest = await client.ListAsync(
                maxPages: 1,
                twilio => RecordingResource.ReadAsync(pageSize: NewestRecordings, client: twilio));
            return newest.FirstOrDefault(IsReady) is { } recording
                ? await TryAsync(recording.Sid, client, cancellationToken)
                : new MediaReading(MediaAccess.NoRecording);
        }
        catch (TwilioErrorException error)
        {
            var isRefused = error.Status is 401 or 403 && error.Code != AccountReading.NotActive;
            return new MediaReading(
                isRefused ? MediaAccess.Refused : MediaAccess.Unknown,
                new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new MediaReading(MediaAccess.Unknown, new CarrierErrorView(0, error.Message));
        }
    }

    public async Task<QueueReading> ReadQueueAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            // Not filtered by Twilio's StartTime: a call that still queues has none.
            var client = await clients.OpenAsync(cancellationToken);
            var newest = await client.ListAsync(maxPages: 1, twilio => CallResource.ReadAsync(pageSize: NewestCalls, client: twilio));
            List<TimeSpan> waits = [.. newest.Where(call => IsByRest(call) && call.MadeAt() >= since).Select(TwilioAnswers.QueueTimeOf)];
            return new QueueReading(waits.Count, waits.Count(wait => wait >= waitsFrom), waits.DefaultIfEmpty().Max());
        }
        catch (TwilioErrorException error)
        {
            return new QueueReading(0, 0, TimeSpan.Zero, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new QueueReading(0, 0, TimeSpan.Zero, new CarrierErrorView(0, error.Message));
        }
    }

    private static async Task<MediaReading> TryAsync(string sid, OrganizationClient client, CancellationToken cancellationToken)
    {
        try
        {
            await using var media = await RecordingAudio.OpenAsync(sid, ByteRange.FirstByte, client, cancellationToken);
        }
        catch (TwilioErrorException error) when (error.Status == 404)
        {
            return new MediaReading(MediaAccess.Gone);
        }

        try
        {
            await using var media = await RecordingAudio.OpenAsync(sid, ByteRange.FirstByte, client, cancellationToken, isAnonymous: true);
            return new MediaReading(MediaAccess.Open);
        }
        catch (TwilioErrorException error) when (error.Status is 401 or 403)
        {
            return new MediaReading(MediaAccess.Protected);
        }
        catch (Exception error) when (error is TwilioErrorException or TwilioUnansweredException)
        {
            return new MediaReading(MediaAccess.Fetched);
        }
    }

    private static bool IsReady(RecordingResource recording) =>
        recording.Status == RecordingResource.StatusEnum.Completed && RecordingAudio.IsSid(recording.Sid);

    // Neither what a Dial calls nor who calls in waits for its turn (Twilio: Call resource, "Direction").
    private static bool IsByRest(CallResource call) => call.Direction == "outbound-api";
}
