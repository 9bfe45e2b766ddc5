using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AuthTokenUses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TwilioAccount_AuthTokenUsedAt",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TwilioAccount_PreviousAuthTokenEndsAt",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TwilioAccount_PreviousAuthTokenUsedAt",
                table: "Organizations",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TwilioAccount_AuthTokenUsedAt",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TwilioAccount_PreviousAuthTokenEndsAt",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "TwilioAccount_PreviousAuthTokenUsedAt",
                table: "Organizations");
        }
    }
}
