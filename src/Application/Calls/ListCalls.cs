using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>
/// Calls of the organization, newest first. For other people's calls an agent gets only the row: no legs, notes or recordings.
/// </summary>
/// <param name="Number">The contact's number, in any spelling; a text that is not a number is refused.</param>
/// <param name="Since">Requested at or after (UTC).</param>
/// <param name="Until">Requested before (UTC).</param>
/// <param name="Cursor">The <see cref="CallPage.NextCursor"/> of the previous page; null for the first page.</param>
/// <param name="IsLive">Only calls that have not ended: the live board, for those who may act in other people's calls.</param>
public sealed record ListCalls(
    CallState? State = null,
    CallResult? Result = null,
    CallDirection? Direction = null,
    Guid? AgentId = null,
    Guid? ContactId = null,
    string? Number = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    int Limit = ListCalls.DefaultLimit,
    string? Cursor = null,
    bool IsLive = false) : IQuery<CallPage>
{
    public const int DefaultLimit = 50;
    public const int MaxAtOnce = 200;

    /// <summary>Whether the text is a valid cursor.</summary>
    public static bool IsCursor(string? text) => PageCursor.TryRead(text) is not null;
}

/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record CallPage(IReadOnlyList<CallView> Items, string? NextCursor);

internal sealed class ListCallsValidator : AbstractValidator<ListCalls>
{
    public ListCallsValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListCalls.MaxAtOnce);
        RuleFor(q => q.Until).GreaterThanOrEqualTo(q => q.Since).When(q => q.Since is not null && q.Until is not null);
        RuleFor(q => q.Cursor).Must(ListCalls.IsCursor).When(q => q.Cursor is not null);
    }
}

internal sealed class ListCallsHandler(
    IReadDb db,
    CallParties parties,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    IMapper mapper,
    ICurrentUser user) : IRequestHandler<ListCalls, CallPage>
{
    public async Task<CallPage> Handle(ListCalls query, CancellationToken cancellationToken)
    {
        if (query.IsLive && !user.Role.May(Permission.OverrideCalls))
        {
            throw new ForbiddenException();
        }

        var calls = await FilterAsync(query, cancellationToken);
        var cursor = PageCursor.TryRead(query.Cursor) ?? PageCursor.Start;
        var rows = await calls.Where(call => call.RequestedAt <= cursor.At)
            .OrderByDescending(call => call.RequestedAt).ThenByDescending(call => call.Id)
            .Skip(cursor.SeenAtThatTime).Take(query.Limit + 1)
            .ProjectTo<CallView>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        var next = rows.Count > query.Limit ? PageCursor.After([.. page.Select(call => call.RequestedAt)], cursor).ToString() : null;
        return new CallPage([.. (await parties.NameAsync(page, cancellationToken)).Select(CutToPermission)], next);
    }

    private async Task<IQueryable<Call>> FilterAsync(ListCalls query, CancellationToken cancellationToken)
    {
        var calls = db.Calls;
        calls = query.State is { } state ? calls.Where(call => call.State == state) : calls;
        calls = query.IsLive ? calls.Where(call => call.State != CallState.Ended) : calls;
        calls = query.Result is { } result ? calls.Where(call => call.Result == result) : calls;
        calls = query.Direction is { } direction ? calls.Where(call => call.Direction == direction) : calls;
        calls = query.AgentId is { } agent ? WhereAgent(calls, new MembershipId(agent)) : calls;
        calls = query.ContactId is { } contact ? calls.Where(call => call.ContactId == new ContactId(contact)) : calls;
        calls = query.Since is { } since ? calls.Where(call => call.RequestedAt >= since) : calls;
        calls = query.Until is { } until ? calls.Where(call => call.RequestedAt < until) : calls;
        if (!string.IsNullOrWhiteSpace(query.Number))
        {
            var country = (await organizations.GetCallingProfileAsync(cancellationToken)).Country;
            // Earlier calls may have gone to numbers that today's rules refuse.
            var number = PhoneNumber.IsValid(query.Number)
                ? PhoneNumber.Parse(query.Number)
                : phoneNumbers.ReadOrRefuse(query.Number, country);
            calls = calls.Where(call =>
                (call.Direction == CallDirection.Outbound && call.To == number)
                || (call.Direction == CallDirection.Inbound && call.From == number));
        }

        return calls;
    }

    // Whoever handed a call over goes on finding it.
    private static IQueryable<Call> WhereAgent(IQueryable<Call> calls, MembershipId agent) =>
        calls.Where(call =>
            call.AgentId == agent
            || (call.Topology == Topology.Room
                && call.Legs.Any(leg => LegRoles.OwningCall.Contains(leg.Role) && leg.MemberId == agent && leg.AnsweredAt != null)));

    private CallView CutToPermission(CallView call) =>
        user.MaySeeInFull(call)
            ? call.ShownTo(user)
            : call with
            {
                Legs = [],
                Talks = [],
                Holds = [],
                Transfers = [],
                Recordings = [],
                Notes = null,
                NotesVersion = null,
            };
}
