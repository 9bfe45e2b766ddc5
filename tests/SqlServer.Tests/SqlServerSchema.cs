using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using DacIndex = Microsoft.SqlServer.Dac.Model.Index;

namespace CrmVoice.SqlServer.Tests;

/// <summary>The database that the migration script makes, as DacFx understands it.</summary>
internal sealed class SqlServerSchema : IDisposable
{
    private const string MigrationsTable = "__EFMigrationsHistory";

    private readonly TSqlModel model = new(SqlServerVersion.Sql150, new TSqlModelOptions());

    public SqlServerSchema(IEnumerable<string> declarations)
    {
        foreach (var declaration in declarations)
        {
            model.AddObjects(declaration);
        }
    }

    public IEnumerable<TSqlObject> Columns => Tables.SelectMany(table => table.GetReferenced(Table.Columns));

    public IEnumerable<TSqlObject> ForeignKeys => All(ForeignKeyConstraint.TypeClass);

    /// <summary>Every index with its columns, the ones under primary keys included.</summary>
    public IEnumerable<(string Name, bool IsClustered, TSqlObject[] Columns)> IndexKeys =>
        [
            .. All(PrimaryKeyConstraint.TypeClass)
                .Select(key =>
                    (
                        NameOf(key),
                        key.GetProperty<bool>(PrimaryKeyConstraint.Clustered),
                        key.GetReferenced(PrimaryKeyConstraint.Columns).ToArray())),
            .. All(DacIndex.TypeClass).Select(index => (NameOf(index), false, index.GetReferenced(DacIndex.Columns).ToArray())),
        ];

    private IEnumerable<TSqlObject> Tables => All(Table.TypeClass).Where(table => NameOf(table) != MigrationsTable);

    public static string NameOf(TSqlObject named) => named.Name.Parts[^1];

    /// <summary>Such as <c>Calls.Notes</c>.</summary>
    public static string NameOfColumn(TSqlObject column) => string.Join('.', column.Name.Parts.TakeLast(2));

    public IReadOnlyList<string> Check()
    {
        var messages = model.Validate();
        return [.. messages.Select(message => $"{message.MessageType} {message.Prefix}{message.Number}: {message.Message}")];
    }

    /// <summary>Adds a statement that uses the tables; what it names has to be there.</summary>
    public void Add(string statement) => model.AddObjects(statement);

    public IEnumerable<string> DescribeColumns() =>
        Columns.Select(column =>
            Description.Column(NameOfColumn(column), column.GetProperty<bool>(Column.Nullable), column.GetProperty<bool>(Column.IsIdentity))
        );

    public IEnumerable<string> DescribeKeys() =>
        All(PrimaryKeyConstraint.TypeClass)
            .Where(key => NameOf(key.GetReferenced(PrimaryKeyConstraint.Host).Single()) != MigrationsTable)
            .Select(key =>
                Description.PrimaryKey(
                    NameOf(key.GetReferenced(PrimaryKeyConstraint.Host).Single()),
                    NameOf(key),
                    key.GetReferenced(PrimaryKeyConstraint.Columns).Select(NameOf)));

    public IEnumerable<string> DescribeForeignKeys() =>
        ForeignKeys.Select(key =>
            Description.ForeignKey(
                NameOf(key.GetReferenced(ForeignKeyConstraint.Host).Single()),
                NameOf(key),
                key.GetReferenced(ForeignKeyConstraint.Columns).Select(NameOf),
                NameOf(key.GetReferenced(ForeignKeyConstraint.ForeignTable).Single()),
                key.GetReferenced(ForeignKeyConstraint.ForeignColumns).Select(NameOf),
                cascades: key.GetProperty<ForeignKeyAction>(ForeignKeyConstraint.DeleteAction) is ForeignKeyAction.Cascade));

    public IEnumerable<string> DescribeIndexes() =>
        All(DacIndex.TypeClass)
            .Select(index =>
                Description.Index(
                    NameOf(index.GetReferenced(DacIndex.IndexedObject).Single()),
                    NameOf(index),
                    index.GetProperty<bool>(DacIndex.Unique),
                    index
                        .GetReferencedRelationshipInstances(DacIndex.Columns)
                        .Select(column => (column.ObjectName.Parts[^1], column.GetProperty<bool>(DacIndex.ColumnsRelationship.Ascending))),
                    FilterOf(index)));

    public void Dispose() => model.Dispose();

    // DacFx knows the filter as a piece of its own script only.
    private static string? FilterOf(TSqlObject index) =>
        index.TryGetAst(out var script) && script.Batches[0].Statements[0] is CreateIndexStatement { FilterPredicate: { } filter }
            ? MigrationScript.Print(filter)
            : null;

    private IEnumerable<TSqlObject> All(ModelTypeClass type) => model.GetObjects(DacQueryScopes.UserDefined, type);
}
