using CrmVoice.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence.Sqlite;

/// <summary>The embedded default; a type of its own because each provider has its own set of migrations.</summary>
public sealed class SqliteCrmVoiceDbContext(DbContextOptions<SqliteCrmVoiceDbContext> options, OrganizationScope scope) : CrmVoiceDbContext(options, scope)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }
}
