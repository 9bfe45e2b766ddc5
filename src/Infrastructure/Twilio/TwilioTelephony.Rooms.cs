using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Logging;
using Twilio.Rest.Api.V2010.Account;
using CreateRecordingOptions = Twilio.Rest.Api.V2010.Account.Call.CreateRecordingOptions;
using HttpMethod = Twilio.Http.HttpMethod;
using ParticipantResource = Twilio.Rest.Api.V2010.Account.Conference.ParticipantResource;
using RecordingResource = Twilio.Rest.Api.V2010.Account.Call.RecordingResource;
using UpdateParticipantOptions = Twilio.Rest.Api.V2010.Account.Conference.UpdateParticipantOptions;
using UpdateRecordingOptions = Twilio.Rest.Api.V2010.Account.Call.UpdateRecordingOptions;

namespace CrmVoice.Infrastructure.Twilio;

/// <content>Rooms: conferences and their participants.</content>
internal sealed partial class TwilioTelephony
{
    // The recording that goes on, where its SID is not known ("Update a Call Recording").
    private const string PresentRecording = "Twilio.CURRENT";

    private static readonly List<string> ofRecordings = ["in-progress", "completed", "absent"];

    /// <summary>"Update a Participant resource".</summary>
    public Task<ParticipantOutcome> UpdateParticipantAsync(ParticipantOrder order, CancellationToken cancellationToken)
    {
        var update = order.Update;
        var options = OptionsOf(order);
        options.Hold = update.Hold;
        options.Muted = update.Muted;
        options.EndConferenceOnExit = update.EndsOnExit;
        options.Coaching = update.Coaching;
        options.CallSidToCoach = update.Coaches;
        if (update.Hold is true)
        {
            options.HoldUrl = new Uri(urls.ForTwiML(order.CallId, order.LegId, RoomSounds.Hold));
            options.HoldMethod = HttpMethod.Post;
        }

        return UpdateAsync(order, options, cancellationToken);
    }

    /// <summary>"Update a Participant resource": <c>AnnounceUrl</c>, which this participant alone hears.</summary>
    public Task<ParticipantOutcome> SendDigitsAsync(ParticipantOrder order, Guid requestId, CancellationToken cancellationToken)
    {
        var options = OptionsOf(order);
        options.AnnounceUrl = new Uri(urls.ForDigits(requestId));
        options.AnnounceMethod = HttpMethod.Post;
        return UpdateAsync(order, options, cancellationToken);
    }

    /// <summary>"Update a Call resource": <c>Url</c> takes the leg out of its room.</summary>
    public async Task<HangUpOutcome> CloseAsync(CallId callId, LegId legId, string callSid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            await client.AskAsync(twilio => CallResource.UpdateAsync(
                new UpdateCallOptions(InPath(callSid))
                {
                    Url = new Uri(urls.ForTwiML(callId, legId, CarrierWebhooks.Closing)),
                    Method = HttpMethod.Post,
                },
                twilio));
            return HangUpOutcome.Done;
        }
        catch (TwilioErrorException error) when (error.Code == TwilioErrorException.CallNotInProgress || error.IsNotFound)
        {
            return HangUpOutcome.Done;
        }
        catch (TwilioErrorException error)
        {
            LogRoomRefused("redirection", callSid, error.Status, error.Code);
            return HangUpOutcome.TryAgain;
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("redirection", callSid, error.Note);
            return HangUpOutcome.TryAgain;
        }
    }

    /// <summary>"Create a Call Recording", "Update a Call Recording".</summary>
    public async Task<RecordingOutcome> RecordAsync(RecordingOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var recording = order.Change switch
            {
                RecordingChange.Start => (order.IsRepeated ? await FindRecordingAsync(order, client) : null)
                    ?? await client.AskAsync(twilio => RecordingResource.CreateAsync(Start(order), twilio)),
                var change => await client.AskAsync(twilio => RecordingResource.UpdateAsync(
                    new UpdateRecordingOptions(
                        InPath(order.CallSid),
                        order.RecordingSid is { } sid ? InPath(sid) : PresentRecording,
                        change is RecordingChange.Pause ? RecordingResource.StatusEnum.Paused : RecordingResource.StatusEnum.InProgress)
                    {
                        // What is said during the pause is left out, and silence does not take its place.
                        PauseBehavior = change is RecordingChange.Pause ? "skip" : null,
                    },
                    twilio)),
            };
            return recording is { Sid: { } recorded } && RecordingAudio.IsSid(recorded)
                ? new RecordingOutcome.Done(recorded)
                : new RecordingOutcome.TryAgain();
        }
        catch (TwilioErrorException error)
        {
            LogRoomRefused("recording", order.CallSid, error.Status, error.Code);
            return error.IsRefusal() ? new RecordingOutcome.Refused(error.ToError()) : new RecordingOutcome.TryAgain();
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("recording", order.CallSid, error.Note);
            return new RecordingOutcome.TryAgain();
        }
    }

    // Also of a conference that has not begun: whoever waits alone in it has joined.
    public async Task<IReadOnlyList<RoomReport>?> ListRoomAsync(CallId callId, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var conferences = await client.ListAsync(
                maxPages: 1,
                twilio => ConferenceResource.ReadAsync(friendlyName: Room.NameOf(callId), pageSize: PageSize, client: twilio));
            var reports = new List<RoomReport>();
            foreach (var conference in conferences.Where(one => one.Status != ConferenceResource.StatusEnum.Completed))
            {
                reports.AddRange(await ListParticipantsAsync(conference.Sid, client));
            }

            return reports;
        }
        catch (TwilioErrorException error)
        {
            LogRoomRefused("list of the room", Room.NameOf(callId), error.Status, error.Code);
            return null;
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("list of the room", Room.NameOf(callId), error.Note);
            return null;
        }
    }

    private static UpdateParticipantOptions OptionsOf(ParticipantOrder order) =>
        new(InPath(order.ConferenceSid), InPath(order.CallSid));

    private async Task<ParticipantOutcome> UpdateAsync(
        ParticipantOrder order,
        UpdateParticipantOptions options,
        CancellationToken cancellationToken)
    {
        var outcome = await AskAsync(order, options, cancellationToken);
        rooms.CountUpdate(order.Update, outcome);
        return outcome;
    }

    private async Task<ParticipantOutcome> AskAsync(
        ParticipantOrder order,
        UpdateParticipantOptions options,
        CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var participant = await client.AskAsync(twilio => ParticipantResource.UpdateAsync(options, twilio));
            // Where Twilio's clock says the answer was given.
            var answeredAt = clock.GetUtcNow() + (client.ClockDifference ?? TimeSpan.Zero);
            return participant?.ToAnswer(order, answeredAt) is { } answer
                ? new ParticipantOutcome.Done(answer)
                : new ParticipantOutcome.TryAgain();
        }
        catch (TwilioErrorException error) when (error.IsNotFound)
        {
            return new ParticipantOutcome.Gone();
        }
        catch (TwilioErrorException error)
        {
            LogRoomRefused("participant update", order.CallSid, error.Status, error.Code);
            return error.IsRefusal() ? new ParticipantOutcome.Refused(error.ToError()) : new ParticipantOutcome.TryAgain();
        }
        catch (TwilioUnansweredException error)
        {
            LogUnanswered("participant update", order.CallSid, error.Note);
            return new ParticipantOutcome.TryAgain();
        }
    }

    private CreateRecordingOptions Start(RecordingOrder order) => new(InPath(order.CallSid))
    {
        RecordingChannels = order.IsDualChannel ? "dual" : "mono",
        RecordingStatusCallback = new Uri(urls.ForReports(order.CallId, CarrierWebhooks.Recording)),
        RecordingStatusCallbackMethod = HttpMethod.Post,
        RecordingStatusCallbackEvent = ofRecordings,
    };

    private static async Task<RecordingResource?> FindRecordingAsync(RecordingOrder order, OrganizationClient client) =>
        (await client.ListAsync(maxPages: 1, twilio => RecordingResource.ReadAsync(InPath(order.CallSid), client: twilio)))
        .FirstOrDefault(recording => recording.Status?.ToString() is "in-progress" or "paused");

    // One that ended between the two requests has nobody in it.
    private static async Task<IReadOnlyList<RoomReport>> ListParticipantsAsync(string conferenceSid, OrganizationClient client)
    {
        try
        {
            var participants = await client.ListAsync(
                maxPages: 1,
                twilio => ParticipantResource.ReadAsync(InPath(conferenceSid), pageSize: PageSize, client: twilio));
            return [.. participants.Select(participant => participant.ToJoin(conferenceSid)).OfType<RoomReport>()];
        }
        catch (TwilioErrorException error) when (error.IsNotFound)
        {
            return [];
        }
    }

    [LoggerMessage(2209, LogLevel.Warning, "A {What} of {Sid}: Twilio answered HTTP {Status}, code {Code}")]
    private partial void LogRoomRefused(string what, string sid, int status, int code);
}
