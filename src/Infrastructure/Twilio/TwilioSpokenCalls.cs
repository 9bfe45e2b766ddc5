using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Voice;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;
using Endpoint = Twilio.Types.PhoneNumber;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Calls that only say something: the TwiML travels with the request ("Create a Call resource": <c>Twiml</c>).</summary>
internal sealed class TwilioSpokenCalls(CallCreation creation, ITelephony telephony, ICallInstructionWriter writer) : ISpokenCalls
{
    // Twilio takes 4,000 characters of TwiML with a request ("Twiml"); one that is said becomes five at most, such as &amp;.
    private const int MaxSpokenCharacters = 750;

    public Task<CreateOutcome> SpeakAsync(PhoneNumber to, PhoneNumber from, Sentence sentence, CancellationToken cancellationToken) =>
        creation.CreateAsync(
            new CreateCallOptions(new Endpoint(to.Value), new Endpoint(from.Value))
            {
                Twiml = new Twiml(writer.Write(new CallInstruction.HangUp(Short(sentence)))),
                Timeout = 25,
                TimeLimit = ICallMoney.LongestServiceCallSeconds,
            },
            callId: null,
            cancellationToken);

    public async Task<TestCallState> FindStateAsync(string callSid, CancellationToken cancellationToken) =>
        await telephony.LookUpAsync(callSid, cancellationToken) is LookUpOutcome.Found(var leg, _, _)
            ? leg.Report.Status switch
            {
                LegStatus.InProgress or LegStatus.Completed => TestCallState.Answered,
                { } status when status.IsFinal() => TestCallState.NotAnswered,
                _ => TestCallState.Ringing,
            }
            : TestCallState.Unknown;

    private static Sentence Short(Sentence sentence)
    {
        var text = sentence.Text;
        return text.Length <= MaxSpokenCharacters
            ? sentence
            : sentence with
            {
                Text = text[..(char.IsHighSurrogate(text[MaxSpokenCharacters - 1]) ? MaxSpokenCharacters - 1 : MaxSpokenCharacters)],
            };
    }
}
