namespace CrmVoice.Domain.Calls;

/// <summary>What to do with a leg that was answered: <see cref="BridgeFlow"/> or <see cref="RoomFlow"/> says so.</summary>
public enum AnswerInstruction
{
    /// <summary>It is connected with the contact, or joins the room.</summary>
    Connect,
    AskToAccept,
    HangUp,
}
