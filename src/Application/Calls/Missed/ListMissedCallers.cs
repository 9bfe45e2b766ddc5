using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Missed;

/// <summary>Whoever called and got nobody, and has not been talked with since: the last to call first, two hundred at most.</summary>
public sealed record ListMissedCallers : IQuery<IReadOnlyList<MissedCallerView>>
{
    public const int MaxAtOnce = 200;
}

/// <param name="Number">E.164.</param>
/// <param name="Contact">Whose number it is; null where nobody has it, or several do.</param>
/// <param name="Namesakes">How many contacts have it.</param>
/// <param name="Calls">How often nobody took a call of theirs.</param>
/// <param name="FirstAt">When the first of them came in (UTC).</param>
/// <param name="LastAt">When the last of them came in (UTC).</param>
public sealed record MissedCallerView(
    Guid Id,
    string Number,
    PartyView? Contact,
    int Namesakes,
    int Calls,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    Guid LastCallId);

internal sealed class ListMissedCallersHandler(IReadDb db, IContactDirectory contacts)
    : IRequestHandler<ListMissedCallers, IReadOnlyList<MissedCallerView>>
{
    public async Task<IReadOnlyList<MissedCallerView>> Handle(ListMissedCallers query, CancellationToken cancellationToken)
    {
        var open = await db.MissedCallers.Where(caller => caller.OpenSince != null)
            .OrderByDescending(caller => caller.OpenSince)
            .Take(ListMissedCallers.MaxAtOnce)
            .ToListAsync(cancellationToken);
        var numbers = open.SelectMany(caller => NumberSpellings.Of(caller.Number)).ToList();
        var known = await contacts.FindAllByPhoneAsync(numbers, cancellationToken);
        var byNumber = known.ToLookup(contact => NumberSpellings.Canonical(contact.Phone!));
        return
        [
            .. from caller in open
               let namesakes = byNumber[caller.Number].ToList()
               select new MissedCallerView(
                   caller.Id,
                   caller.Number.Value,
                   namesakes is [var only] ? new PartyView(only.Id.Value, only.Name) : null,
                   namesakes.Count,
                   caller.Calls.Count,
                   caller.Calls[0].At,
                   caller.Calls[^1].At,
                   caller.Calls[^1].CallId),
        ];
    }
}

/// <summary>How many callers got nobody and have not been talked with since.</summary>
public sealed record CountMissedCallers : IQuery<int>;

internal sealed class CountMissedCallersHandler(IReadDb db) : IRequestHandler<CountMissedCallers, int>
{
    public Task<int> Handle(CountMissedCallers query, CancellationToken cancellationToken) =>
        db.MissedCallers.CountAsync(caller => caller.OpenSince != null, cancellationToken);
}
