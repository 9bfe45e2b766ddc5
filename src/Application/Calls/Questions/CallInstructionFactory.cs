using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>Turns the next step on a leg into an instruction, with the call's texts and language.</summary>
internal sealed class CallInstructionFactory(IContactDirectory contacts, KnownApologies apologies)
{
    public async Task<CallInstruction> WriteAsync(Call call, LegKey key, AnswerInstruction next, CancellationToken cancellationToken)
    {
        apologies.Learn(call.OrganizationId, call.Words());
        if (next is AnswerInstruction.HangUp)
        {
            return new CallInstruction.HangUp();
        }

        var leg = call.Legs.FirstOrDefault(leg => leg.CallSid == key.CallSid) ?? call.LegOf(LegRole.Agent);
        if (!leg.Role.Traits().OwnsCall && next is AnswerInstruction.Connect)
        {
            return JoinRoom(call, leg, say: null);
        }

        var name = call.ContactId is { } id ? (await contacts.NamesAsync([id], cancellationToken)).GetValueOrDefault(id) : null;
        var contact = call.LegOf(LegRole.Contact).Id;
        return next switch
        {
            AnswerInstruction.AskToAccept => new CallInstruction.AskToAccept(call.Id, leg.Id, call.Words().AskToAccept(name)),
            // Whoever is called to a conversation that goes on has been told so before pressing the key.
            _ when call.Topology is Topology.Room =>
                JoinRoom(call, leg, leg == call.LegOf(LegRole.Agent) ? call.Words().Connecting(name) : null),
            _ => new CallInstruction.Connect(call.Id, leg.Id, contact, call.Words().Connecting(name), call.To, call.From!, call.Settings),
        };
    }

    private static CallInstruction.JoinRoom JoinRoom(Call call, Leg leg, Sentence? say)
    {
        var flags = RoomFlow.FlagsWanted(call, leg);
        return new CallInstruction.JoinRoom(
            call.Id,
            leg.Id,
            say,
            flags.EndsOnExit,
            // Whoever listens enters without being heard; a coach is told so once it is in the room.
            leg.Role.Traits().IsListener,
            StartsRoom: !leg.Role.Traits().IsListener,
            call.Settings.LongestCallSeconds);
    }
}
