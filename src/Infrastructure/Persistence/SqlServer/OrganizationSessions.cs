using System.Data.Common;
using System.Runtime.CompilerServices;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Tells SQL Server whose rows a connection may see and store, which the policy of <see cref="RowSecurity"/> holds it to: as soon as it is
/// open, so that nothing is left of who had it from the pool before, and with the statement itself where that goes further than those
/// before it on the same connection, or less far.
/// </summary>
internal sealed class OrganizationSessions : DbConnectionInterceptor, IDbCommandInterceptor
{
    private static readonly string tagged = $"-- {AllOrganizations.Tag}";

    // What each open connection was told last.
    private readonly ConditionalWeakTable<DbConnection, string> told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        try
        {
            using var command = CommandOf(connection, eventData.Context);
            command.ExecuteNonQuery();
            told.AddOrUpdate(connection, command.CommandText);
        }
        catch
        {
            // EF would take it for one that is ready.
            connection.Close();
            throw;
        }
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = CommandOf(connection, eventData.Context);
            await command.ExecuteNonQueryAsync(cancellationToken);
            told.AddOrUpdate(connection, command.CommandText);
        }
        catch
        {
            await connection.CloseAsync();
            throw;
        }
    }

    InterceptionResult<DbDataReader> IDbCommandInterceptor.ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result) => Tell(command, eventData.Context, result);

    InterceptionResult<object> IDbCommandInterceptor.ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result) => Tell(command, eventData.Context, result);

    InterceptionResult<int> IDbCommandInterceptor.NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result) => Tell(command, eventData.Context, result);

    ValueTask<InterceptionResult<DbDataReader>> IDbCommandInterceptor.ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken) => new(Tell(command, eventData.Context, result));

    ValueTask<InterceptionResult<object>> IDbCommandInterceptor.ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken) => new(Tell(command, eventData.Context, result));

    ValueTask<InterceptionResult<int>> IDbCommandInterceptor.NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken) => new(Tell(command, eventData.Context, result));

    // How far a statement that failed has come, nobody knows.
    void IDbCommandInterceptor.CommandFailed(DbCommand command, CommandErrorEventData eventData) => Forget(command);

    Task IDbCommandInterceptor.CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken)
    {
        Forget(command);
        return Task.CompletedTask;
    }

    void IDbCommandInterceptor.CommandCanceled(DbCommand command, CommandEndEventData eventData) => Forget(command);

    Task IDbCommandInterceptor.CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken)
    {
        Forget(command);
        return Task.CompletedTask;
    }

    private TResult Tell<TResult>(DbCommand command, DbContext? context, TResult result)
    {
        var now = Statement(context, command.CommandText.StartsWith(tagged, StringComparison.Ordinal));
        if (command.Connection is { } connection && !(told.TryGetValue(connection, out var before) && before == now))
        {
            command.CommandText = $"{now}\n{command.CommandText}";
            told.AddOrUpdate(connection, now);
        }

        return result;
    }

    private void Forget(DbCommand command)
    {
        if (command.Connection is { } connection)
        {
            told.Remove(connection);
        }
    }

    private static DbCommand CommandOf(DbConnection connection, DbContext? context)
    {
        var command = connection.CreateCommand();
        command.CommandText = Statement(context, isTagged: false);
        command.CommandTimeout = context?.Database.GetCommandTimeout() ?? command.CommandTimeout;
        return command;
    }

    // Neither is ever left as it was.
    private static string Statement(DbContext? context, bool isTagged)
    {
        var db = context as CrmVoiceDbContext;
        var all = isTagged || db?.IsOfAllOrganizations is true ? "1" : "NULL";
        return $"EXEC sp_set_session_context N'{RowSecurity.OrganizationKey}', {Literal(db?.CurrentOrganization)}; "
            + $"EXEC sp_set_session_context N'{RowSecurity.AllKey}', {all};";
    }

    private static string Literal(OrganizationId? organization) => organization is { } id ? $"N'{id.Value:D}'" : "NULL";
}
