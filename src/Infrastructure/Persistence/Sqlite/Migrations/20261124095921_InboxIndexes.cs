using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class InboxIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InboundWebhooks_ArrivedAt",
                table: "InboundWebhooks");

            migrationBuilder.DropIndex(
                name: "IX_InboundWebhooks_CallId",
                table: "InboundWebhooks");

            migrationBuilder.CreateIndex(
                name: "IX_InboundWebhooks_LastArrivedAt",
                table: "InboundWebhooks",
                column: "LastArrivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_InboundWebhooks_OrganizationId_CallId",
                table: "InboundWebhooks",
                columns: new[] { "OrganizationId", "CallId" },
                filter: "\"Reason\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InboundWebhooks_LastArrivedAt",
                table: "InboundWebhooks");

            migrationBuilder.DropIndex(
                name: "IX_InboundWebhooks_OrganizationId_CallId",
                table: "InboundWebhooks");

            migrationBuilder.CreateIndex(
                name: "IX_InboundWebhooks_ArrivedAt",
                table: "InboundWebhooks",
                column: "ArrivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_InboundWebhooks_CallId",
                table: "InboundWebhooks",
                column: "CallId");
        }
    }
}
