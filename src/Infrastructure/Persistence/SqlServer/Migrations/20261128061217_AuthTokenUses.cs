using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AuthTokenUses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TwilioAccount_AuthTokenUsedAt",
                table: "Organizations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TwilioAccount_PreviousAuthTokenEndsAt",
                table: "Organizations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TwilioAccount_PreviousAuthTokenUsedAt",
                table: "Organizations",
                type: "datetimeoffset",
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
