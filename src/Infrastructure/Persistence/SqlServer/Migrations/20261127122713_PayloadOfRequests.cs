using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
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
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            // The column stays for the version before, which may go on for a moment.
            migrationBuilder.Sql(
                """
                UPDATE "CarrierRequests" SET "Payload" = CONCAT('{"callSid":"', "CallSid", '"}') WHERE "CallSid" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE "CarrierRequests" SET "CallSid" = JSON_VALUE("Payload", '$.callSid') WHERE "Kind" = 'hang-up';
                """);

            migrationBuilder.DropColumn(
                name: "Payload",
                table: "CarrierRequests");
        }
    }
}
