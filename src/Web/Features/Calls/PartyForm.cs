using CrmVoice.Application.Calls.InCall;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Whoever was pressed in the list: a colleague, or the number that was typed.</summary>
public sealed class PartyForm
{
    public Guid? MemberId { get; init; }

    public string? Number { get; init; }

    public PartyToCall ToParty() => new(MemberId, MemberId is null ? Number : null);
}

public sealed class TransferForm
{
    public Guid? MemberId { get; init; }

    public string? Number { get; init; }

    public TransferKind Kind { get; init; }

    public StartTransfer ToCommand(Guid callId) => new(callId, new PartyForm { MemberId = MemberId, Number = Number }.ToParty(), Kind);
}
