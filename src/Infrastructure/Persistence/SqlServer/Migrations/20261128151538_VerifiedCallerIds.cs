using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class VerifiedCallerIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "Numbers",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "typed",
                collation: "Latin1_General_100_BIN2");

            // Until now Twilio was asked for the numbers that it has, and for nothing else: what it listed is owned.
            migrationBuilder.Sql(
                """
                UPDATE "Numbers" SET "Origin" = 'owned' WHERE "Sid" IS NOT NULL;
                """);

            migrationBuilder.CreateTable(
                name: "CallerIdVerifications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PhoneNumber = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Label = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "nvarchar(24)", maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ErrorCode = table.Column<int>(type: "int", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallerIdVerifications", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CallerIdVerifications_AskedAt",
                table: "CallerIdVerifications",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_CallerIdVerifications_OrganizationId_AskedAt",
                table: "CallerIdVerifications",
                columns: new[] { "OrganizationId", "AskedAt" });

            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization]
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallerIdVerifications],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallerIdVerifications];');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization]
                    DROP FILTER PREDICATE ON [dbo].[CallerIdVerifications],
                    DROP BLOCK PREDICATE ON [dbo].[CallerIdVerifications];');
                """);

            migrationBuilder.DropTable(
                name: "CallerIdVerifications");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "Numbers");
        }
    }
}
