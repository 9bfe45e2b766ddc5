using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Rooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CallSettings_TellAgentsOfSupervision",
                table: "Organizations",
                type: "bit",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "CallSettings_Topology",
                table: "Organizations",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "DigitsOnAnswer",
                table: "Calls",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HelpRequestedAt",
                table: "Calls",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HoldSeconds",
                table: "Calls",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Holds",
                table: "Calls",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "IsRecordingPaused",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Live",
                table: "Calls",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "PlacedBy",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RecordingRefusedAt",
                table: "Calls",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RecordingStartedAt",
                table: "Calls",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RoomReports",
                table: "Calls",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<bool>(
                name: "Settings_TellAgentsOfSupervision",
                table: "Calls",
                type: "bit",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Settings_Topology",
                table: "Calls",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Talks",
                table: "Calls",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Transfers",
                table: "Calls",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClosingAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CoachedLegId",
                table: "CallLegs",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HoldRequested",
                table: "CallLegs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsMuted",
                table: "CallLegs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsOnHold",
                table: "CallLegs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "JoinToldAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MuteRequested",
                table: "CallLegs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RemovedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RequestedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Supervision",
                table: "CallLegs",
                type: "nvarchar(24)",
                maxLength: 24,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UpdateRefusedAt",
                table: "CallLegs",
                type: "datetimeoffset",
                nullable: true);

            // The policy hides all rows from whoever does not say whose they are.
            migrationBuilder.Sql("EXEC sp_set_session_context N'AllOrganizations', 1;");

            // Organizations that are there stay on the bridge until they choose.
            migrationBuilder.Sql("EXEC(N'UPDATE [Organizations] SET [CallSettings_Topology] = N''bridge''');");
            migrationBuilder.Sql("EXEC(N'UPDATE [Calls] SET [PlacedBy] = [AgentId]');");
            migrationBuilder.Sql("EXEC sp_set_session_context N'AllOrganizations', NULL;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CallSettings_TellAgentsOfSupervision",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "CallSettings_Topology",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "DigitsOnAnswer",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "HelpRequestedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "HoldSeconds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Holds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "IsRecordingPaused",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Live",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "PlacedBy",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "RecordingRefusedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "RecordingStartedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "RoomReports",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_TellAgentsOfSupervision",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Settings_Topology",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Talks",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Transfers",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ClosingAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "CoachedLegId",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "HoldRequested",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "IsMuted",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "IsOnHold",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "JoinToldAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "MuteRequested",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "RequestedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "Supervision",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "UpdateRefusedAt",
                table: "CallLegs");
        }
    }
}
