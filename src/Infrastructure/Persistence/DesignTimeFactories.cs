using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>For <c>dotnet ef migrations add</c> only; see docs/architecture.md.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteCrmVoiceDbContext>
{
    public SqliteCrmVoiceDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqliteCrmVoiceDbContext>().UseSqlite("Data Source=:memory:").Options,
            new OrganizationScope(),
            new SqliteWriters(),
            new SqliteFile(NullLogger<SqliteFile>.Instance));
}

internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerCrmVoiceDbContext>
{
    public SqlServerCrmVoiceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerCrmVoiceDbContext>().UseSqlServer("Server=none").Options, new OrganizationScope());
}
