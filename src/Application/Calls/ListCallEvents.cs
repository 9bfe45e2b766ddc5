using CrmVoice.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>Committed changes of calls in order, so that integrators need not poll every call.</summary>
/// <param name="After">The id of the last event seen; 0 from the beginning.</param>
public sealed record ListCallEvents(long After = 0, int Limit = ListCalls.DefaultLimit) : IQuery<IReadOnlyList<CallEventItem>>;

/// <param name="Type"><c>call.</c> and the state reached, or <c>call.updated</c>.</param>
public sealed record CallEventItem(long Id, DateTimeOffset At, string Type, Guid CallId);

internal sealed class ListCallEventsValidator : AbstractValidator<ListCallEvents>
{
    public ListCallEventsValidator()
    {
        RuleFor(q => q.After).GreaterThanOrEqualTo(0);
        RuleFor(q => q.Limit).InclusiveBetween(1, ListCalls.MaxAtOnce);
    }
}

internal sealed class ListCallEventsHandler(IReadDb db) : IRequestHandler<ListCallEvents, IReadOnlyList<CallEventItem>>
{
    public async Task<IReadOnlyList<CallEventItem>> Handle(ListCallEvents query, CancellationToken cancellationToken)
    {
        var events = await db.CallEvents.Where(happened => happened.Id > query.After)
            .OrderBy(happened => happened.Id)
            .Take(query.Limit)
            .ToListAsync(cancellationToken);
        return [.. events.Select(happened => new CallEventItem(happened.Id, happened.At, happened.Type, happened.CallId.Value))];
    }
}
