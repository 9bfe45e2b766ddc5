using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmVoice.SqlServer.Tests;

/// <summary>
/// What an empty SQL Server would be told, from the first migration to the last, and its statements as ScriptDom reads them.
/// </summary>
internal sealed class MigrationScript
{
    private readonly Lazy<IReadOnlyList<string>> declaration;

    public MigrationScript(string text)
    {
        Text = text;
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Errors = [.. errors.Select(error => $"line {error.Line}: {error.Message}")];
        Statements = script is null ? [] : [.. script.Batches.SelectMany(batch => batch.Statements)];
        // Once: what a later migration adds is put into the statement that creates its table.
        declaration = new Lazy<IReadOnlyList<string>>(ReadDeclaration);
    }

    public static MigrationScript Whole { get; } = new(Generate());

    public string Text { get; }

    public IReadOnlyList<string> Errors { get; }

    public IReadOnlyList<TSqlStatement> Statements { get; }

    /// <summary>
    /// The script as a declaration, which is what DacFx reads: each table with what later migrations add to it, and its indexes.
    /// What a migration does besides and is not known here fails the test, and is to be taught here.
    /// </summary>
    public IReadOnlyList<string> Declare() => declaration.Value;

    public static string Print(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }

    private IReadOnlyList<string> ReadDeclaration()
    {
        Dictionary<string, CreateTableStatement> tables = [];
        List<TSqlFragment> declared = [];
        foreach (var statement in Statements.SelectMany(WithoutGuard))
        {
            switch (statement)
            {
                case CreateTableStatement create:
                    tables.Add(create.SchemaObjectName.BaseIdentifier.Value, create);
                    declared.Add(create);
                    break;

                case AlterTableAddTableElementStatement add:
                    AddAll(add.Definition, tables[add.SchemaObjectName.BaseIdentifier.Value].Definition);
                    break;

                case AlterTableDropTableElementStatement
                {
                    AlterTableDropTableElements: [{ TableElementType: TableElementType.Constraint } drop]
                } from:
                    var constraints = tables[from.SchemaObjectName.BaseIdentifier.Value].Definition.TableConstraints;
                    Assert.That(constraints.Remove(constraints.Single(known => known.ConstraintIdentifier?.Value == drop.Name.Value)));
                    break;

                case AlterTableDropTableElementStatement
                {
                    AlterTableDropTableElements: [{ TableElementType: TableElementType.Column } drop]
                } from:
                    var kept = tables[from.SchemaObjectName.BaseIdentifier.Value].Definition.ColumnDefinitions;
                    Assert.That(kept.Remove(kept.Single(known => known.ColumnIdentifier.Value == drop.Name.Value)));
                    break;

                case AlterTableAlterColumnStatement alter:
                    var columns = tables[alter.SchemaObjectName.BaseIdentifier.Value].Definition.ColumnDefinitions;
                    Alter(columns.Single(column => column.ColumnIdentifier.Value == alter.ColumnIdentifier.Value), alter);
                    break;

                case ExecuteStatement execute when InsideOf(execute) is { } inside:
                    declared.AddRange(inside.OfType<CreateFunctionStatement>());
                    declared.AddRange(inside.OfType<CreateSecurityPolicyStatement>());
                    foreach (var alter in inside.OfType<AlterSecurityPolicyStatement>())
                    {
                        AddAll(
                            alter,
                            declared
                                .OfType<CreateSecurityPolicyStatement>()
                                .Single(policy => policy.Name.BaseIdentifier.Value == alter.Name.BaseIdentifier.Value));
                    }

                    break;

                // How EF drops a default that has no name of its own.
                case DeclareVariableStatement or SelectStatement or ExecuteStatement:
                    break;

                case CreateIndexStatement index:
                    declared.Add(index);
                    break;

                case DropIndexStatement { DropIndexClauses: [DropIndexClause drop] }:
                    Assert.That(
                        declared.RemoveAll(known => known is CreateIndexStatement index && index.Name.Value == drop.Index.Value),
                        Is.EqualTo(1),
                        drop.Index.Value);
                    break;

                // Fills rows; only its grammar is looked at.
                case BeginTransactionStatement or CommitTransactionStatement or InsertStatement or UpdateStatement or DeleteStatement:
                    break;

                default:
                    throw new AssertionException($"{nameof(MigrationScript)}.{nameof(Declare)} has to be taught about: {Print(statement)}");
            }
        }

        return [.. declared.Select(Print)];
    }

    /// <summary>What the policies of the script say of each table, such as <c>ADD FILTER PREDICATE … ON [dbo].[Calls]</c>.</summary>
    public IEnumerable<string> Predicates() =>
        Statements
            .SelectMany(WithoutGuard)
            .OfType<ExecuteStatement>()
            .SelectMany(execute => InsideOf(execute) ?? [])
            .OfType<SecurityPolicyStatement>()
            .SelectMany(policy => policy.SecurityPredicateActions)
            .Select(action =>
                $"ADD {action.SecurityPredicateType.ToString().ToUpperInvariant()} PREDICATE {OnOneLine(action.FunctionCall)} ON {OnOneLine(action.TargetObjectName)}"
            );

    // A statement that has to stand alone in its batch is executed as a text.
    private static IEnumerable<TSqlStatement>? InsideOf(ExecuteStatement execute)
    {
        if (execute.ExecuteSpecification.ExecutableEntity is not ExecutableStringList { Strings: [StringLiteral text] })
        {
            return null;
        }

        var inside = new MigrationScript(text.Value);
        Assert.That(inside.Errors, Is.Empty, text.Value);
        return inside.Statements;
    }

    private static void AddAll(AlterSecurityPolicyStatement from, CreateSecurityPolicyStatement to)
    {
        foreach (var action in from.SecurityPredicateActions)
        {
            to.SecurityPredicateActions.Add(action);
        }
    }

    private static string OnOneLine(TSqlFragment fragment) =>
        string.Concat(Print(fragment).Split()).Replace(";", "", StringComparison.Ordinal);

    // EF asks first whether the table of migrations is there.
    private static IEnumerable<TSqlStatement> WithoutGuard(TSqlStatement statement) => statement switch
    {
        IfStatement { ThenStatement: BeginEndBlockStatement block } => block.StatementList.Statements,
        IfStatement guarded => [guarded.ThenStatement],
        _ => [statement],
    };

    private static void Alter(ColumnDefinition column, AlterTableAlterColumnStatement alter)
    {
        column.DataType = alter.DataType;
        foreach (var known in column.Constraints.OfType<NullableConstraintDefinition>())
        {
            known.Nullable = alter.AlterTableAlterColumnOption is AlterTableAlterColumnOption.Null;
        }
    }

    private static void AddAll(TableDefinition from, TableDefinition to)
    {
        foreach (var column in from.ColumnDefinitions)
        {
            to.ColumnDefinitions.Add(column);
        }

        foreach (var constraint in from.TableConstraints)
        {
            to.TableConstraints.Add(constraint);
        }
    }

    private static string Generate()
    {
        using var db = new SqlServerCrmVoiceDbContext(
            new DbContextOptionsBuilder<SqlServerCrmVoiceDbContext>().UseSqlServer("Server=none").Options,
            new OrganizationScope());
        return db.GetService<IMigrator>().GenerateScript();
    }
}
