using System.Collections.Concurrent;
using System.Linq.Expressions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Carrier;
using MediatR;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// Publishes what aggregates raised until nothing is raised any more, stores everything at once, then wakes those who follow the tables.
/// </summary>
internal sealed class UnitOfWork(CrmVoiceDbContext db, IMediator mediator, OutboxSignal outbox, EventSignal events, CallMetrics metrics)
    : IUnitOfWork
{
    private static readonly ConcurrentDictionary<Type, Func<IDomainEvent, INotification>> makers = new();

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        // Whoever asks the change tracker what it holds makes it compare everything; it does so once, when all is stored.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            while (TakeEvents() is { Count: > 0 } raised)
            {
                foreach (var happened in raised)
                {
                    await mediator.Publish(NotificationOf(happened), cancellationToken);
                }
            }

            var (toSend, toShow) = (HasNew<CarrierRequest>(), HasNew<CallEvent>());
            var ended = EndedNow();
            await StoreAsync(cancellationToken);
            ended.ForEach(metrics.CountEnded);
            outbox.WakeIf(toSend);
            events.WakeIf(toShow);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    // With the answer it has to be out before Twilio, which waits for four seconds, asks elsewhere.
    public void UseShortTimeouts() => db.WaitAtMost(TimeSpan.FromSeconds(1.5));

    public void Reset() => db.ChangeTracker.Clear();

    /// <summary>A row with the same key, or another thing that is unique, is there already.</summary>
    public static bool IsUniqueViolation(Exception? exception) =>
        exception switch
        {
            SqliteException
            {
                SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY
            } => true,
            SqlException { Number: 2601 or 2627 } => true,
            _ => false,
        };

    private static INotification NotificationOf(IDomainEvent happened) => makers.GetOrAdd(happened.GetType(), MakerOf)(happened);

    private static Func<IDomainEvent, INotification> MakerOf(Type type)
    {
        var constructor = typeof(DomainEventNotification<>).MakeGenericType(type).GetConstructors().Single();
        var parameter = Expression.Parameter(typeof(IDomainEvent));
        return Expression
            .Lambda<Func<IDomainEvent, INotification>>(Expression.New(constructor, Expression.Convert(parameter, type)), parameter)
            .Compile();
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            throw new ConcurrentChangeException(exception);
        }
        catch (DbUpdateException exception) when (IsUniqueViolation(exception.InnerException))
        {
            throw new ConcurrentChangeException(exception);
        }
    }

    private List<IDomainEvent> TakeEvents() =>
        [.. db.ChangeTracker.Entries<AggregateRoot>().ToList().SelectMany(entry => entry.Entity.TakeEvents())];

    private List<Call> EndedNow() =>
        [
            .. db.ChangeTracker.Entries<Call>()
                .Where(entry =>
                    entry.Entity is { HasEnded: true, Result: not null }
                    && (entry.State is EntityState.Added || entry.Property(call => call.State).OriginalValue is not CallState.Ended))
                .Select(entry => entry.Entity),
        ];

    private bool HasNew<TEntity>()
        where TEntity : class => db.ChangeTracker.Entries<TEntity>().Any(entry => entry.State is EntityState.Added);
}
