using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>A leg has left its room and is still on the line (TwiML Dial: "action").</summary>
internal sealed class RoomLeftReader : IQuestionReader
{
    public string Webhook => CarrierWebhooks.RoomLeft;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfRoomLeft(new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest());
    }

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new LeaveRoom(callId, new LegKey(legId, twilio.CallSid), twilio.FromTwiMLRequest());
    }
}

/// <summary>A leg was taken out of its room to hear the closing words (Call resource: "Update a Call", <c>Url</c>).</summary>
internal sealed class ClosingReader : IQuestionReader
{
    private readonly RoomLeftReader left = new();

    public string Webhook => CarrierWebhooks.Closing;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) => left.Read(legId, fields);

    public ICommand<CallInstruction> ReadQuestion(Guid callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        left.ReadQuestion(callId, legId, fields);
}
