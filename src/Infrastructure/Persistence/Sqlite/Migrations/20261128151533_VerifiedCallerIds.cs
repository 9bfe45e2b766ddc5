using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "typed");

            // Until now Twilio was asked for the numbers that it has, and for nothing else: what it listed is owned.
            migrationBuilder.Sql(
                """
                UPDATE "Numbers" SET "Origin" = 'owned' WHERE "Sid" IS NOT NULL;
                """);

            migrationBuilder.CreateTable(
                name: "CallerIdVerifications",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ErrorCode = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CallerIdVerifications");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "Numbers");
        }
    }
}
