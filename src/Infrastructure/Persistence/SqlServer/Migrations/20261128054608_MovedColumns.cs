using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class MovedColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What the agent's leg, the seat and the payload have held since LegsBeforeTwilio and PayloadOfRequests.
            migrationBuilder.DropIndex(
                name: "IX_Calls_LiveAgentId",
                table: "Calls");

            migrationBuilder.DropColumn(name: "LiveAgentId", table: "Calls");
            migrationBuilder.DropColumn(name: "AcceptanceAskedAt", table: "Calls");
            migrationBuilder.DropColumn(name: "AcceptedAt", table: "Calls");
            migrationBuilder.DropColumn(name: "FallbackAt", table: "Calls");
            migrationBuilder.DropColumn(name: "NeverReachedTwilioAt", table: "Calls");
            migrationBuilder.DropColumn(name: "CallSid", table: "CarrierRequests");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Empty: the version before reads none of them, and the migrations before fill them on their way down.
            migrationBuilder.AddColumn<Guid>(name: "LiveAgentId", table: "Calls", type: "uniqueidentifier", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "AcceptanceAskedAt", table: "Calls", type: "datetimeoffset", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "AcceptedAt", table: "Calls", type: "datetimeoffset", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "FallbackAt", table: "Calls", type: "datetimeoffset", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "NeverReachedTwilioAt", table: "Calls", type: "datetimeoffset", nullable: true);
            migrationBuilder.AddColumn<string>(
                name: "CallSid",
                table: "CarrierRequests",
                type: "nvarchar(34)",
                maxLength: 34,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_LiveAgentId",
                table: "Calls",
                column: "LiveAgentId",
                unique: true,
                filter: "[LiveAgentId] IS NOT NULL");
        }
    }
}
