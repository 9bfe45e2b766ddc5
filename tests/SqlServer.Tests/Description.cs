namespace CrmVoice.SqlServer.Tests;

/// <summary>What both databases are described in, so that the descriptions can be compared line by line.</summary>
internal static class Description
{
    public static string Column(string name, bool isNullable, bool isNumbered) =>
        $"{name}{(isNullable ? " null" : "")}{(isNumbered ? " numbered" : "")}";

    public static string PrimaryKey(string table, string name, IEnumerable<string> columns) =>
        $"{table}: {name} ({string.Join(", ", columns)})";

    public static string ForeignKey(
        string table,
        string name,
        IEnumerable<string> columns,
        string otherTable,
        IEnumerable<string> otherColumns,
        bool cascades) =>
        $"{table}: {name} ({string.Join(", ", columns)}) → {otherTable} ({string.Join(", ", otherColumns)}){(cascades ? " cascades" : "")}";

    public static string Index(
        string table,
        string name,
        bool isUnique,
        IEnumerable<(string Name, bool IsAscending)> columns,
        string? filter) =>
        $"{table}: {name}{(isUnique ? " unique" : "")} ({string.Join(", ", columns.Select(column => column.IsAscending ? column.Name : $"{column.Name} desc"))}){Where(filter)}";

    private static string Where(string? filter) =>
        string.IsNullOrEmpty(filter)
            ? ""
            : $" where {filter.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Trim('(', ')')}";
}
