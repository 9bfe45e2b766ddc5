using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class BudgetLedgers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BudgetLedgers",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    MostSpentToldAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    StopToldAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ServiceDay = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ServiceMicros = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BudgetLedgers", x => x.OrganizationId);
                });

            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[BudgetLedgers], ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[BudgetLedgers];');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] DROP FILTER PREDICATE ON [dbo].[BudgetLedgers], DROP BLOCK PREDICATE ON [dbo].[BudgetLedgers];');
                """);

            migrationBuilder.DropTable(
                name: "BudgetLedgers");
        }
    }
}
