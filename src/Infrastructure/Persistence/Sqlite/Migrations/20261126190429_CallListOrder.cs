using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CallListOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_AgentId_RequestedAt",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_ContactId_RequestedAt",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_RequestedAt",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_To_RequestedAt",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_CallRecordings_CallId",
                table: "CallRecordings");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_AgentId_RequestedAt_Id",
                table: "Calls",
                columns: new[] { "OrganizationId", "AgentId", "RequestedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_ContactId_RequestedAt_Id",
                table: "Calls",
                columns: new[] { "OrganizationId", "ContactId", "RequestedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_RequestedAt_Id",
                table: "Calls",
                columns: new[] { "OrganizationId", "RequestedAt", "Id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_To_RequestedAt_Id",
                table: "Calls",
                columns: new[] { "OrganizationId", "To", "RequestedAt", "Id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_CallRecordings_CallId_OrganizationId",
                table: "CallRecordings",
                columns: new[] { "CallId", "OrganizationId" });

            migrationBuilder.CreateIndex(
                name: "IX_CallLegs_CallSid",
                table: "CallLegs",
                column: "CallSid");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_AgentId_RequestedAt_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_ContactId_RequestedAt_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_RequestedAt_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganizationId_To_RequestedAt_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_CallRecordings_CallId_OrganizationId",
                table: "CallRecordings");

            migrationBuilder.DropIndex(
                name: "IX_CallLegs_CallSid",
                table: "CallLegs");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_AgentId_RequestedAt",
                table: "Calls",
                columns: new[] { "OrganizationId", "AgentId", "RequestedAt" },
                descending: new[] { false, false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_ContactId_RequestedAt",
                table: "Calls",
                columns: new[] { "OrganizationId", "ContactId", "RequestedAt" },
                descending: new[] { false, false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_RequestedAt",
                table: "Calls",
                columns: new[] { "OrganizationId", "RequestedAt" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganizationId_To_RequestedAt",
                table: "Calls",
                columns: new[] { "OrganizationId", "To", "RequestedAt" },
                descending: new[] { false, false, true });

            migrationBuilder.CreateIndex(
                name: "IX_CallRecordings_CallId",
                table: "CallRecordings",
                column: "CallId");
        }
    }
}
