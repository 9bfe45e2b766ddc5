using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PayloadOfRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Payload",
                table: "CarrierRequests",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            // The column stays for the version before, which may go on for a moment.
            migrationBuilder.Sql(
                """
                UPDATE "CarrierRequests" SET "Payload" = '{"callSid":"' || "CallSid" || '"}' WHERE "CallSid" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE "CarrierRequests" SET "CallSid" = json_extract("Payload", '$.callSid') WHERE "Kind" = 'hang-up';
                """);

            migrationBuilder.DropColumn(
                name: "Payload",
                table: "CarrierRequests");
        }
    }
}
