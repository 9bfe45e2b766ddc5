using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Whether readers see the last committed version of a row instead of waiting for whoever changes it. EF Core switches that on for a
/// database that it creates, and Azure for all; one that an administrator has created has it off.
/// </summary>
internal static partial class RowVersions
{
    public static async Task CheckAsync(DatabaseFacade db, ILogger logger, CancellationToken cancellationToken)
    {
        var isOn = await db.SqlQueryRaw<bool>(
                "SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE database_id = DB_ID()")
            .ToListAsync(cancellationToken);
        if (isOn is [false])
        {
            LogOff(logger);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "READ_COMMITTED_SNAPSHOT is off for the database: whoever reads waits for whoever writes, callers included. "
        + "Switch it on while CrmVoice is stopped: ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON"
    )]
    private static partial void LogOff(ILogger logger);
}
