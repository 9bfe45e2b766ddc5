using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Notes;

/// <summary>The notes alone, for pages that show them while others write.</summary>
public sealed record GetCallNotes(Guid CallId) : IQuery<NotesView>;

/// <param name="Text">Lines end in a single line feed, as browsers count them.</param>
public sealed record NotesView(string Text, int Version)
{
    public static NotesView Of(string notes, int version) => new(LineEndings.Unify(notes), version);
}

internal sealed class GetCallNotesHandler(IReadDb db, ICurrentUser user) : IRequestHandler<GetCallNotes, NotesView>
{
    public async Task<NotesView> Handle(GetCallNotes query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        var found = await db.Calls.Where(call => call.Id == id)
            .Select(call => new { call.Notes, call.NotesVersion })
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("Call");
        user.EnsureOwnOr(Permission.SeeAllCallsInFull, await db.GetOwnersAsync(id, cancellationToken));
        return NotesView.Of(found.Notes, found.NotesVersion);
    }
}
