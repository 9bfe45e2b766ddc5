using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Notes what kept a connection from being opened. SqlClient tells of a pool without a free connection by an
/// <see cref="InvalidOperationException"/>, which nothing but its words, in the language of whoever asks, tells from a fault of ours.
/// </summary>
internal sealed class OpeningFailures : DbConnectionInterceptor
{
    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) =>
        DatabaseOutage.MarkAsOpening(eventData.Exception);

    public override Task ConnectionFailedAsync(
        DbConnection connection,
        ConnectionErrorEventData eventData,
        CancellationToken cancellationToken = default)
    {
        DatabaseOutage.MarkAsOpening(eventData.Exception);
        return Task.CompletedTask;
    }
}
