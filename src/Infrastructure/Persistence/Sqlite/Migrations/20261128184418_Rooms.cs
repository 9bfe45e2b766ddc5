using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "CallSettings_Topology",
                table: "Organizations",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DigitsOnAnswer",
                table: "Calls",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HelpRequestedAt",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HoldSeconds",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Holds",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "IsRecordingPaused",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Live",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "PlacedBy",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<long>(
                name: "RecordingRefusedAt",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RecordingStartedAt",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RoomReports",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "Settings_TellAgentsOfSupervision",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Settings_Topology",
                table: "Calls",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Talks",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Transfers",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "ClosingAt",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CoachedLegId",
                table: "CallLegs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HoldRequested",
                table: "CallLegs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsMuted",
                table: "CallLegs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsOnHold",
                table: "CallLegs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "JoinToldAt",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MuteRequested",
                table: "CallLegs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "RemovedAt",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RequestedAt",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Supervision",
                table: "CallLegs",
                type: "TEXT",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UpdateRefusedAt",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            // Organizations that are there stay on the bridge until they choose.
            migrationBuilder.Sql("UPDATE \"Organizations\" SET \"CallSettings_Topology\" = 'bridge'");
            migrationBuilder.Sql("UPDATE \"Calls\" SET \"PlacedBy\" = \"AgentId\"");
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
