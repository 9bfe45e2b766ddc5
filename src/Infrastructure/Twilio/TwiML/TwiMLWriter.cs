using System.Xml.Linq;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using Twilio.TwiML;
using Twilio.TwiML.Voice;
using HttpMethod = Twilio.Http.HttpMethod;
using Room = CrmVoice.Domain.Calls.Room;

namespace CrmVoice.Infrastructure.Twilio.TwiML;

/// <summary>Writes instructions as TwiML (Twilio: "TwiML for Programmable Voice"). What is not set is left to Twilio's default.</summary>
internal sealed class TwiMLWriter(CallbackUrls urls) : ICallInstructionWriter
{
    private const int SecondsToAccept = 10;
    private const int MaxParticipants = 10;
    private const int LongestVoicemailSeconds = 180;
    private const int SilenceSeconds = 6;

    private static readonly Dial.RecordingEventEnum[] ofRecordings =
        [Dial.RecordingEventEnum.InProgress, Dial.RecordingEventEnum.Completed, Dial.RecordingEventEnum.Absent];

    private static readonly Record.RecordingEventEnum[] ofVoicemails =
        [Record.RecordingEventEnum.Completed, Record.RecordingEventEnum.Absent];

    private static readonly Number.EventEnum[] ofLegs =
        [Number.EventEnum.Initiated, Number.EventEnum.Ringing, Number.EventEnum.Answered, Number.EventEnum.Completed];

    private static readonly Conference.EventEnum[] ofRooms =
    [
        Conference.EventEnum.Start,
        Conference.EventEnum.End,
        Conference.EventEnum.Join,
        Conference.EventEnum.Leave,
        Conference.EventEnum.Mute,
        Conference.EventEnum.Hold,
        Conference.EventEnum.Modify,
        Conference.EventEnum.Announcement,
    ];

    public string Write(CallInstruction instruction)
    {
        var response = instruction switch
        {
            CallInstruction.HangUp hangUp => new VoiceResponse().Saying(hangUp.Say).Hangup(),
            // No key, no call: Twilio falls through to the Hangup that follows.
            CallInstruction.AskToAccept ask => new VoiceResponse().Append(AskToAccept(ask)).Hangup(),
            CallInstruction.Connect connect => new VoiceResponse().Saying(connect.Say).Append(Connect(connect)),
            CallInstruction.TakeVoicemail take => new VoiceResponse().Saying(take.Say).Saying(take.Prompt).Append(TakeVoicemail(take)),
            CallInstruction.JoinRoom join => new VoiceResponse().Saying(join.Say).Append(JoinRoom(join)),
            _ => throw new NotSupportedException($"There is no TwiML for {instruction.GetType().Name}."),
        };
        return response.ToString(SaveOptions.DisableFormatting);
    }

    private Gather AskToAccept(CallInstruction.AskToAccept ask) => new Gather
    {
        NumDigits = 1,
        Timeout = SecondsToAccept,
        Action = new Uri(urls.ForTwiML(ask.CallId, ask.Agent, CarrierWebhooks.Accept)),
        Method = HttpMethod.Post,
    }.Saying(ask.Say);

    private Record TakeVoicemail(CallInstruction.TakeVoicemail take) => new()
    {
        // Without one, Twilio asks for the present document again, for ever.
        Action = new Uri(urls.ForTwiML(take.CallId, take.Caller, CarrierWebhooks.VoicemailEnd)),
        Method = HttpMethod.Post,
        MaxLength = LongestVoicemailSeconds,
        Timeout = SilenceSeconds,
        // Any key would do otherwise, and a number may be said by keys.
        FinishOnKey = "#",
        RecordingStatusCallback = new Uri(urls.ForReports(take.CallId, CarrierWebhooks.Recording)),
        RecordingStatusCallbackEvent = ofVoicemails,
    };

    private Dial JoinRoom(CallInstruction.JoinRoom join) => new Dial
    {
        TimeLimit = join.LongestCallSeconds,
        Action = new Uri(urls.ForTwiML(join.CallId, join.Leg, CarrierWebhooks.RoomLeft)),
        Method = HttpMethod.Post,
    }.Append(
        new Conference(Room.NameOf(join.CallId))
        {
            // Never a role: Twilio keeps a leg out whose label is taken.
            ParticipantLabel = join.Leg.Value.ToString("D"),
            StartConferenceOnEnter = join.StartsRoom,
            EndConferenceOnExit = join.EndsOnExit,
            Muted = join.IsMuted,
            Beep = Conference.BeepEnum.False,
            WaitUrl = new Uri(urls.ForTwiML(join.CallId, join.Leg, RoomSounds.Wait)),
            WaitMethod = HttpMethod.Post,
            MaxParticipants = MaxParticipants,
            // Up to a second of delay otherwise.
            JitterBufferSize = Conference.JitterBufferSizeEnum.Small,
            // The first to join decides, so that it is the same for all.
            StatusCallback = new Uri(urls.ForReports(join.CallId, CarrierWebhooks.RoomEvents)),
            StatusCallbackMethod = HttpMethod.Post,
            StatusCallbackEvent = ofRooms,
        });

    private Dial Connect(CallInstruction.Connect connect)
    {
        var (id, settings) = (connect.CallId, connect.Settings);
        var number = new Number(connect.To.Value)
        {
            StatusCallback = new Uri(urls.ForReports(id, connect.Contact, CarrierWebhooks.Status)),
            StatusCallbackEvent = ofLegs,
        };
        if (settings.DetectMachines)
        {
            // Beside the bridge and never before it.
            number.MachineDetection = "Enable";
            number.AmdStatusCallback = urls.ForReports(id, connect.Contact, CarrierWebhooks.MachineDetection);
        }

        var dial = new Dial
        {
            CallerId = connect.CallerId.Value,
            Timeout = settings.ContactRingSeconds,
            TimeLimit = settings.LongestCallSeconds,
            Action = new Uri(urls.ForTwiML(id, connect.Agent, CarrierWebhooks.DialResult)),
            Method = HttpMethod.Post,
        };
        if (settings.Record)
        {
            dial.Record = settings.RecordDualChannel ? Dial.RecordEnum.RecordFromAnswerDual : Dial.RecordEnum.RecordFromAnswer;
            dial.RecordingStatusCallback = new Uri(urls.ForReports(id, CarrierWebhooks.Recording));
            dial.RecordingStatusCallbackEvent = ofRecordings;
        }

        return dial.Append(number);
    }
}
