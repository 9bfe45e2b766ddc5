using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LegsBeforeTwilio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "HangupRequestedBy",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy_LegId",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EndedBy_MemberId",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy_Role",
                table: "Calls",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Topology",
                table: "Calls",
                type: "TEXT",
                maxLength: 24,
                nullable: false,
                defaultValue: "bridge");

            migrationBuilder.CreateTable(
                name: "Seats",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false)
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
                name: "IX_Seats_CallId",
                table: "Seats",
                column: "CallId");

            // By hand: the ids are made here, and the version before may go on adding legs, which then get theirs as well.
            migrationBuilder.Sql(
                """
                CREATE TABLE "CallLegsRebuilt" (
                  "Id" TEXT NOT NULL CONSTRAINT "PK_CallLegs" PRIMARY KEY DEFAULT (upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-A' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
                  "OrganizationId" TEXT NOT NULL,
                  "CallSid" TEXT NULL,
                  "CallId" TEXT NOT NULL,
                  "ParentCallSid" TEXT NULL,
                  "Role" TEXT NOT NULL,
                  "Reports" TEXT NOT NULL,
                  "Status" TEXT NOT NULL,
                  "AnsweredBy" TEXT NULL,
                  "SipCode" INTEGER NULL,
                  "InitiatedAt" INTEGER NULL,
                  "RingingAt" INTEGER NULL,
                  "AnsweredAt" INTEGER NULL,
                  "EndedAt" INTEGER NULL,
                  "HasEstimatedTimes" INTEGER NOT NULL DEFAULT 0,
                  "DurationSeconds" INTEGER NULL,
                  "Price" TEXT NULL,
                  "PriceUnit" TEXT NULL,
                  "Origin" TEXT NOT NULL DEFAULT 'dialled',
                  "MemberId" TEXT NULL,
                  "Address" TEXT NULL,
                  "WaitSeconds" INTEGER NULL,
                  "NotTakenAt" INTEGER NULL,
                  "UnclearAt" INTEGER NULL,
                  "NeverReachedAt" INTEGER NULL,
                  "AcceptanceAskedAt" INTEGER NULL,
                  "AcceptedAt" INTEGER NULL,
                  "FallbackAt" INTEGER NULL,
                  CONSTRAINT "FK_CallLegs_Calls_CallId" FOREIGN KEY ("CallId") REFERENCES "Calls" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "CallLegsRebuilt" ("OrganizationId", "CallSid", "CallId", "ParentCallSid", "Role", "Reports", "Status", "AnsweredBy", "SipCode", "InitiatedAt", "RingingAt", "AnsweredAt", "EndedAt", "HasEstimatedTimes", "DurationSeconds", "Price", "PriceUnit")
                SELECT "OrganizationId", "CallSid", "CallId", "ParentCallSid", "Role", "Reports", "Status", "AnsweredBy", "SipCode", "InitiatedAt", "RingingAt", "AnsweredAt", "EndedAt", "HasEstimatedTimes", "DurationSeconds", "Price", "PriceUnit" FROM "CallLegs";
                DROP TABLE "CallLegs";
                ALTER TABLE "CallLegsRebuilt" RENAME TO "CallLegs";
                CREATE INDEX "IX_CallLegs_CallId_OrganizationId" ON "CallLegs" ("CallId", "OrganizationId");
                CREATE INDEX "IX_CallLegs_CallSid" ON "CallLegs" ("CallSid");
                CREATE UNIQUE INDEX "IX_CallLegs_OrganizationId_CallSid" ON "CallLegs" ("OrganizationId", "CallSid");
                """);

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
                name: "HangupRequestedBy",
                table: "Calls");

            migrationBuilder.Sql(
                """
                CREATE TABLE "CallLegsRebuilt" (
                  "OrganizationId" TEXT NOT NULL,
                  "CallSid" TEXT NOT NULL,
                  "CallId" TEXT NOT NULL,
                  "ParentCallSid" TEXT NULL,
                  "Role" TEXT NOT NULL,
                  "Reports" TEXT NOT NULL,
                  "Status" TEXT NOT NULL,
                  "AnsweredBy" TEXT NULL,
                  "SipCode" INTEGER NULL,
                  "InitiatedAt" INTEGER NULL,
                  "RingingAt" INTEGER NULL,
                  "AnsweredAt" INTEGER NULL,
                  "EndedAt" INTEGER NULL,
                  "HasEstimatedTimes" INTEGER NOT NULL DEFAULT 0,
                  "DurationSeconds" INTEGER NULL,
                  "Price" TEXT NULL,
                  "PriceUnit" TEXT NULL,
                  CONSTRAINT "PK_CallLegs" PRIMARY KEY ("OrganizationId", "CallSid"),
                  CONSTRAINT "FK_CallLegs_Calls_CallId" FOREIGN KEY ("CallId") REFERENCES "Calls" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "CallLegsRebuilt" ("OrganizationId", "CallSid", "CallId", "ParentCallSid", "Role", "Reports", "Status", "AnsweredBy", "SipCode", "InitiatedAt", "RingingAt", "AnsweredAt", "EndedAt", "HasEstimatedTimes", "DurationSeconds", "Price", "PriceUnit")
                SELECT "OrganizationId", "CallSid", "CallId", "ParentCallSid", "Role", "Reports", "Status", "AnsweredBy", "SipCode", "InitiatedAt", "RingingAt", "AnsweredAt", "EndedAt", "HasEstimatedTimes", "DurationSeconds", "Price", "PriceUnit" FROM "CallLegs";
                DROP TABLE "CallLegs";
                ALTER TABLE "CallLegsRebuilt" RENAME TO "CallLegs";
                CREATE INDEX "IX_CallLegs_CallId" ON "CallLegs" ("CallId");
                CREATE INDEX "IX_CallLegs_CallSid" ON "CallLegs" ("CallSid");
                """);
        }
    }
}
