using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SettingsOfCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "Calls",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "pt-BR",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "Settings_AgentMustAccept",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Settings_AgentRingSeconds",
                table: "Calls",
                type: "int",
                nullable: false,
                defaultValue: 25);

            migrationBuilder.AddColumn<int>(
                name: "Settings_ContactRingSeconds",
                table: "Calls",
                type: "int",
                nullable: false,
                defaultValue: 30);

            migrationBuilder.AddColumn<bool>(
                name: "Settings_DetectMachines",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Settings_LongestCallSeconds",
                table: "Calls",
                type: "int",
                nullable: false,
                defaultValue: 14400);

            migrationBuilder.AddColumn<bool>(
                name: "Settings_Record",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Settings_RecordDualChannel",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Settings_Texts",
                table: "Calls",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]",
                collation: "Latin1_General_100_BIN2");

            // The defaults are for calls that the version before places meanwhile; those that are there had their organization's.
            migrationBuilder.Sql(
                """
                UPDATE "Calls" SET
                    "Language" = (SELECT "Organizations"."Language" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_AgentRingSeconds" = (SELECT "CallSettings_AgentRingSeconds" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_ContactRingSeconds" = (SELECT "CallSettings_ContactRingSeconds" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_LongestCallSeconds" = (SELECT "CallSettings_LongestCallSeconds" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_AgentMustAccept" = (SELECT "CallSettings_AgentMustAccept" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_DetectMachines" = (SELECT "CallSettings_DetectMachines" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_Record" = (SELECT "CallSettings_Record" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_RecordDualChannel" = (SELECT "CallSettings_RecordDualChannel" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId"),
                    "Settings_Texts" = (SELECT "CallSettings_Texts" FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId")
                WHERE EXISTS (SELECT 1 FROM "Organizations" WHERE "Organizations"."Id" = "Calls"."OrganizationId")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Language",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_AgentMustAccept",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_AgentRingSeconds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_ContactRingSeconds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_DetectMachines",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_LongestCallSeconds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_Record",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_RecordDualChannel",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_Texts",
                table: "Calls");
        }
    }
}
