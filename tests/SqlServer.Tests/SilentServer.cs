using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace CrmVoice.SqlServer.Tests;

/// <summary>Takes down what EF Core would say to a SQL Server, and answers everything with no rows.</summary>
internal sealed class SilentServer : DbConnection
{
    private ConnectionState state;

    public List<SentWebhook> Receipt { get; } = [];

    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=none";

    public override string Database => "crm";

    public override string DataSource => "none";

    public override string ServerVersion => "15.00.0000";

    public override ConnectionState State => state;

    public override void Open() => state = ConnectionState.Open;

    public override void Close() => state = ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        Receipt.Add(new SentWebhook("BEGIN TRANSACTION", []));
        return new Transaction(this, isolationLevel);
    }

    protected override DbCommand CreateDbCommand() => new Command(this);

    /// <param name="Parameters">As SQL Server would declare them.</param>
    public sealed record SentWebhook(string Sql, IReadOnlyList<SqlParameter> Parameters);

    private sealed class Transaction(SilentServer server, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => server;

        public override void Commit() => server.Receipt.Add(new SentWebhook("COMMIT", []));

        public override void Rollback() => server.Receipt.Add(new SentWebhook("ROLLBACK", []));

        protected override void Dispose(bool disposing)
        {
            server.Receipt.Add(new SentWebhook("END", []));
            base.Dispose(disposing);
        }
    }

    // The parameters are the real ones, which the provider gives their types.
    private sealed class Command(SilentServer server) : DbCommand
    {
        private static readonly DataTable nothing = NoRows();
        private readonly SqlCommand real = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = server;

        protected override DbParameterCollection DbParameterCollection => real.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery()
        {
            TakeDown();
            return 0;
        }

        public override object? ExecuteScalar()
        {
            TakeDown();
            return null;
        }

        protected override DbParameter CreateDbParameter() => new SqlParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            TakeDown();
            return nothing.CreateDataReader();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                real.Dispose();
            }

            base.Dispose(disposing);
        }

        // With columns for any question.
        private static DataTable NoRows()
        {
            var table = new DataTable();
            table.Columns.AddRange([.. Enumerable.Range(0, 200).Select(number => new DataColumn($"c{number}", typeof(object)))]);
            return table;
        }

        private void TakeDown() => server.Receipt.Add(new SentWebhook(CommandText, [.. real.Parameters.Cast<SqlParameter>()]));
    }
}
