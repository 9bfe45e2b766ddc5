using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Audit;

/// <summary>The organization's audit log, newest first.</summary>
/// <param name="MemberId">Whoever did it, or had it done to.</param>
/// <param name="Since">At or after (UTC).</param>
/// <param name="Until">Before (UTC).</param>
/// <param name="Cursor">Where the previous page ended, as it said itself.</param>
public sealed record ListAuditEntries(
    Guid? MemberId = null,
    AuditAction? Action = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    int Limit = ListAuditEntries.DefaultLimit,
    string? Cursor = null) : IQuery<AuditPage>
{
    public const int DefaultLimit = 50;
    public const int MaxAtOnce = 200;

    /// <summary>Whether a page may have ended there.</summary>
    public static bool IsCursor(string? text) => PageCursor.TryRead(text) is not null;
}

/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntryView> Items, string? NextCursor);

/// <param name="MemberId">Who did it; null for somebody who was not signed in, and at the command line.</param>
/// <param name="Member">The person's name by now.</param>
/// <param name="Record">The name by now of a person it was done to, or who was invited; null for anything else.</param>
/// <param name="Address">The IP address that it came from.</param>
public sealed record AuditEntryView(
    Guid Id,
    DateTimeOffset At,
    Guid? MemberId,
    string? Member,
    AuditAction Action,
    AuditedKind Kind,
    Guid RecordId,
    string? Record,
    string? Address,
    IReadOnlyList<AuditedChange> Changes);

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntries>
{
    public ListAuditEntriesValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListAuditEntries.MaxAtOnce);
        RuleFor(q => q.Until).GreaterThanOrEqualTo(q => q.Since).When(q => q.Since is not null && q.Until is not null);
        RuleFor(q => q.Cursor).Must(ListAuditEntries.IsCursor).When(q => q.Cursor is not null);
    }
}

internal sealed class ListAuditEntriesHandler(IReadDb db, IMemberDirectory members) : IRequestHandler<ListAuditEntries, AuditPage>
{
    public async Task<AuditPage> Handle(ListAuditEntries query, CancellationToken cancellationToken)
    {
        var cursor = PageCursor.TryRead(query.Cursor) ?? PageCursor.Start;
        var rows = await Filter(query).Where(entry => entry.At <= cursor.At)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Skip(cursor.SeenAtThatTime).Take(query.Limit + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        var next = rows.Count > query.Limit ? PageCursor.After([.. page.Select(entry => entry.At)], cursor).ToString() : null;
        return new AuditPage(await NameAsync(page, cancellationToken), next);
    }

    private IQueryable<AuditEntry> Filter(ListAuditEntries query)
    {
        var entries = db.AuditEntries;
        // No two records of whatever kind have the same id.
        entries = query.MemberId is { } id
            ? entries.Where(entry => entry.MemberId == new MembershipId(id) || entry.RecordId == id)
            : entries;
        entries = query.Action is { } action ? entries.Where(entry => entry.Action == action) : entries;
        entries = query.Since is { } since ? entries.Where(entry => entry.At >= since) : entries;
        entries = query.Until is { } until ? entries.Where(entry => entry.At < until) : entries;
        return entries;
    }

    private async Task<IReadOnlyList<AuditEntryView>> NameAsync(IReadOnlyList<AuditEntry> page, CancellationToken cancellationToken)
    {
        var (doers, done) = (page.Select(entry => entry.MemberId).OfType<MembershipId>(), RecordsOf(page, AuditedKind.Member));
        var people = await members.NamesAsync(doers.Concat(done.Select(id => new MembershipId(id))), cancellationToken);
        var invitations = RecordsOf(page, AuditedKind.Invitation).Select(id => new InvitationId(id));
        var invited = await members.InvitedNamesAsync(invitations, cancellationToken);
        return
        [
            .. page.Select(entry => new AuditEntryView(
                entry.Id,
                entry.At,
                entry.MemberId?.Value,
                entry.MemberId is { } by ? people.GetValueOrDefault(by) : null,
                entry.Action,
                entry.Kind,
                entry.RecordId,
                entry.Kind switch
                {
                    AuditedKind.Member => people.GetValueOrDefault(new MembershipId(entry.RecordId)),
                    AuditedKind.Invitation => invited.GetValueOrDefault(new InvitationId(entry.RecordId)),
                    _ => null,
                },
                entry.Address,
                entry.Changes)),
        ];
    }

    private static IEnumerable<Guid> RecordsOf(IReadOnlyList<AuditEntry> page, AuditedKind kind) =>
        page.Where(entry => entry.Kind == kind).Select(entry => entry.RecordId);
}
