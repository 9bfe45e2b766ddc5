using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FirstSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TwilioAccount_LastCheck_At",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TwilioAccount_LastCheck_ErrorCode",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TwilioAccount_LastCheck_Numbers",
                table: "Organizations",
                type: "TEXT",
                maxLength: 1024,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PhoneAnsweredAt",
                table: "Memberships",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TwilioAccount_LastCheck_At",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TwilioAccount_LastCheck_ErrorCode",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TwilioAccount_LastCheck_Numbers",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "PhoneAnsweredAt",
                table: "Memberships");
        }
    }
}
