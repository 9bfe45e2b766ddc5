using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Voicemails;

/// <summary>The messages that callers left, the newest first: two hundred at most.</summary>
public sealed record ListVoicemails : IQuery<IReadOnlyList<VoicemailView>>
{
    public const int MaxAtOnce = 200;
}

/// <param name="Caller">Who or what called.</param>
/// <param name="Number">E.164; null where the caller cannot be called back.</param>
/// <param name="Contact">Whose number it was when the call came in; null where it was nobody's, or several people's.</param>
/// <param name="LeftAt">When the call came in (UTC).</param>
/// <param name="HeardAt">UTC; null while it is new.</param>
/// <param name="AssignedTo">Null while it is everybody's.</param>
public sealed record VoicemailView(
    Guid Id,
    Guid CallId,
    Guid RecordingId,
    Party Caller,
    string? Number,
    PartyView? Contact,
    DateTimeOffset LeftAt,
    int DurationSeconds,
    DateTimeOffset? HeardAt,
    PartyView? HeardBy,
    PartyView? AssignedTo);

internal sealed class ListVoicemailsHandler(IReadDb db, IContactDirectory contacts, IMemberDirectory members)
    : IRequestHandler<ListVoicemails, IReadOnlyList<VoicemailView>>
{
    public async Task<IReadOnlyList<VoicemailView>> Handle(ListVoicemails query, CancellationToken cancellationToken)
    {
        var found = await db.Voicemails.OrderByDescending(voicemail => voicemail.LeftAt)
            .ThenByDescending(voicemail => voicemail.Id)
            .Take(ListVoicemails.MaxAtOnce)
            .Join(
                db.Calls,
                voicemail => voicemail.CallId,
                call => call.Id,
                (voicemail, call) => new { Voicemail = voicemail, call.From, call.Incoming!.Address, call.ContactId })
            .ToListAsync(cancellationToken);
        var callers = await contacts.NamesAsync(found.Select(one => one.ContactId).OfType<ContactId>(), cancellationToken);
        var people = await members.NamesAsync(
            found.SelectMany(one => new[] { one.Voicemail.HeardBy, one.Voicemail.AssignedTo }).OfType<MembershipId>().Distinct(),
            cancellationToken);
        return
        [
            .. from one in found
               let voicemail = one.Voicemail
               orderby voicemail.LeftAt descending, voicemail.Id descending
               select new VoicemailView(
                   voicemail.Id,
                   voicemail.CallId.Value,
                   voicemail.RecordingId.Value,
                   Party.Of(one.Address),
                   one.From?.Value,
                   one.ContactId is { } id && callers.TryGetValue(id, out var name) ? new PartyView(id.Value, name) : null,
                   voicemail.LeftAt,
                   voicemail.DurationSeconds,
                   voicemail.HeardAt,
                   Named(voicemail.HeardBy),
                   Named(voicemail.AssignedTo)),
        ];

        PartyView? Named(MembershipId? member) =>
            member is { } id ? new PartyView(id.Value, people.GetValueOrDefault(id, "")) : null;
    }
}

/// <summary>How many messages nobody has heard.</summary>
public sealed record CountNewVoicemails : IQuery<int>;

internal sealed class CountNewVoicemailsHandler(IReadDb db) : IRequestHandler<CountNewVoicemails, int>
{
    public Task<int> Handle(CountNewVoicemails query, CancellationToken cancellationToken) =>
        db.Voicemails.CountAsync(voicemail => voicemail.HeardAt == null, cancellationToken);
}
