namespace CrmVoice.Infrastructure.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Section <c>Database</c>; the connection string stands under <c>ConnectionStrings:CrmVoice</c>.</summary>
public sealed class DatabaseOptions
{
    public const string DefaultConnectionString = "Data Source=App_Data/crmvoice.db";

    public DatabaseProvider Provider { get; set; }
}
