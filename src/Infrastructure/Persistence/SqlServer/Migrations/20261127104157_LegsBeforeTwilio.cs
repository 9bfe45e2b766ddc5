using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class LegsBeforeTwilio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CallLegs_CallId",
                table: "CallLegs");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CallLegs",
                table: "CallLegs");

            migrationBuilder.AddColumn<Guid>(
                name: "HangupRequestedBy",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy_LegId",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy_MemberId",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy_Role",
                table: "Calls",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Topology",
                table: "Calls",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "bridge",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "CallSid",
                table: "CallLegs",
                type: "nvarchar(34)",
                maxLength: 34,
                nullable: true,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(34)",
                oldMaxLength: 34,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<Guid>(
                name: "Id",
                table: "CallLegs",
                type: "uniqueidentifier",
                nullable: false,
                defaultValueSql: "NEWID()");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AcceptanceAskedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AcceptedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "CallLegs",
                type: "nvarchar(256)",
                maxLength: 256,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "FallbackAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MemberId",
                table: "CallLegs",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NeverReachedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NotTakenAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "CallLegs",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "dialled",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UnclearAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "WaitSeconds",
                table: "CallLegs",
                type: "int",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_CallLegs",
                table: "CallLegs",
                column: "Id");

            migrationBuilder.CreateTable(
                name: "Seats",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Seats", x => new { x.OrganizationId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_Seats_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_State",
                table: "Calls",
                column: "State",
                filter: "\"State\" <> 'ended'");

            migrationBuilder.CreateIndex(
                name: "IX_CallLegs_CallId_OrganizationId",
                table: "CallLegs",
                columns: new[] { "CallId", "OrganizationId" });

            migrationBuilder.CreateIndex(
                name: "IX_CallLegs_OrganizationId_CallSid",
                table: "CallLegs",
                columns: new[] { "OrganizationId", "CallSid" },
                unique: true,
                filter: "[CallSid] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Seats_CallId",
                table: "Seats",
                column: "CallId");

            // What is known of the agent's leg moves to the leg, and every call has both of its legs.
            migrationBuilder.Sql(
                """
                UPDATE "CallLegs" SET
                  "MemberId" = (SELECT c."AgentId" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "Address" = (SELECT c."AgentPhone" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "WaitSeconds" = (SELECT c."EstimatedWaitSeconds" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "UnclearAt" = (SELECT c."CreateUnclearAt" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "NeverReachedAt" = (SELECT c."NeverReachedTwilioAt" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "AcceptanceAskedAt" = (SELECT c."AcceptanceAskedAt" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "AcceptedAt" = (SELECT c."AcceptedAt" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId"),
                  "FallbackAt" = (SELECT c."FallbackAt" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId")
                WHERE "Role" = 'agent';
                UPDATE "CallLegs" SET "Origin" = 'dial-child', "Address" = (SELECT c."To" FROM "Calls" c WHERE c."Id" = "CallLegs"."CallId") WHERE "Role" = 'contact';
                INSERT INTO "CallLegs" ("OrganizationId", "CallId", "Role", "Origin", "MemberId", "Address", "Status", "Reports", "HasEstimatedTimes", "WaitSeconds", "UnclearAt", "NeverReachedAt")
                SELECT c."OrganizationId", c."Id", 'agent', 'dialled', c."AgentId", c."AgentPhone", 'queued', '[]', 0, c."EstimatedWaitSeconds", c."CreateUnclearAt", c."NeverReachedTwilioAt"
                FROM "Calls" c WHERE NOT EXISTS (SELECT 1 FROM "CallLegs" l WHERE l."CallId" = c."Id" AND l."Role" = 'agent');
                INSERT INTO "CallLegs" ("OrganizationId", "CallId", "Role", "Origin", "Address", "Status", "Reports", "HasEstimatedTimes")
                SELECT c."OrganizationId", c."Id", 'contact', 'dial-child', c."To", 'queued', '[]', 0
                FROM "Calls" c WHERE NOT EXISTS (SELECT 1 FROM "CallLegs" l WHERE l."CallId" = c."Id" AND l."Role" = 'contact');
                INSERT INTO "Seats" ("OrganizationId", "MemberId", "CallId") SELECT "OrganizationId", "LiveAgentId", "Id" FROM "Calls" WHERE "LiveAgentId" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE "Calls" SET
                  "AcceptanceAskedAt" = (SELECT MAX(l."AcceptanceAskedAt") FROM "CallLegs" l WHERE l."CallId" = "Calls"."Id" AND l."Role" = 'agent'),
                  "AcceptedAt" = (SELECT MAX(l."AcceptedAt") FROM "CallLegs" l WHERE l."CallId" = "Calls"."Id" AND l."Role" = 'agent'),
                  "FallbackAt" = (SELECT MAX(l."FallbackAt") FROM "CallLegs" l WHERE l."CallId" = "Calls"."Id" AND l."Role" = 'agent'),
                  "NeverReachedTwilioAt" = (SELECT MAX(l."NeverReachedAt") FROM "CallLegs" l WHERE l."CallId" = "Calls"."Id" AND l."Role" = 'agent'),
                  "LiveAgentId" = (SELECT s."MemberId" FROM "Seats" s WHERE s."CallId" = "Calls"."Id");
                DELETE FROM "CallLegs" WHERE "CallSid" IS NULL;
                """);

            migrationBuilder.DropTable(
                name: "Seats");

            migrationBuilder.DropIndex(
                name: "IX_Calls_State",
                table: "Calls");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CallLegs",
                table: "CallLegs");

            migrationBuilder.DropIndex(
                name: "IX_CallLegs_CallId_OrganizationId",
                table: "CallLegs");

            migrationBuilder.DropIndex(
                name: "IX_CallLegs_OrganizationId_CallSid",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "EndedBy_LegId",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "EndedBy_MemberId",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "EndedBy_Role",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Topology",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Id",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "AcceptanceAskedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "AcceptedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "FallbackAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "MemberId",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "NeverReachedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "NotTakenAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "UnclearAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "WaitSeconds",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "HangupRequestedBy",
                table: "Calls");

            migrationBuilder.AlterColumn<string>(
                name: "CallSid",
                table: "CallLegs",
                type: "nvarchar(34)",
                maxLength: 34,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(34)",
                oldMaxLength: 34,
                oldNullable: true,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddPrimaryKey(
                name: "PK_CallLegs",
                table: "CallLegs",
                columns: new[] { "OrganizationId", "CallSid" });


            migrationBuilder.CreateIndex(
                name: "IX_CallLegs_CallId",
                table: "CallLegs",
                column: "CallId");
        }
    }
}
