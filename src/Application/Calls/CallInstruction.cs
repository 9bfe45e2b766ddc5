using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>
/// What the carrier is told to do with a leg next. <see cref="ICallInstructionWriter"/> puts it into the carrier's language.
/// </summary>
public abstract record CallInstruction
{
    private CallInstruction()
    {
    }

    /// <summary>Says something, if there is something to say, and ends the leg.</summary>
    public sealed record HangUp(Sentence? Say = null) : CallInstruction;

    /// <summary>Asks for the key 1 before anybody is dialled; hangs up where it is not pressed.</summary>
    public sealed record AskToAccept(CallId CallId, LegId Agent, Sentence Say) : CallInstruction;

    /// <summary>Says something to the agent, then dials the contact and bridges the two.</summary>
    public sealed record Connect(
        CallId CallId,
        LegId Agent,
        LegId Contact,
        Sentence Say,
        PhoneNumber To,
        PhoneNumber CallerId,
        CallSettings Settings) : CallInstruction;

    /// <summary>Says something to a caller, and records what the caller says after the tone.</summary>
    public sealed record TakeVoicemail(CallId CallId, LegId Caller, Sentence Say, Sentence Prompt) : CallInstruction;

    /// <summary>Says something, if there is something to say, and lets the leg join the room of its call.</summary>
    /// <param name="EndsOnExit">Whether the room ends for everybody when this leg leaves.</param>
    /// <param name="StartsRoom">Whether others hear each other once this leg is there.</param>
    public sealed record JoinRoom(
        CallId CallId,
        LegId Leg,
        Sentence? Say,
        bool EndsOnExit,
        bool IsMuted,
        bool StartsRoom,
        int LongestCallSeconds) : CallInstruction;
}

/// <summary>Writes an instruction in the language the carrier reads (Twilio: TwiML).</summary>
public interface ICallInstructionWriter
{
    string Write(CallInstruction instruction);
}
