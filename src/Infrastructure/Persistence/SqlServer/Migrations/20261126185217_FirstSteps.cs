using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class FirstSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TwilioAccount_LastCheck_At",
                table: "Organizations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TwilioAccount_LastCheck_ErrorCode",
                table: "Organizations",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TwilioAccount_LastCheck_Numbers",
                table: "Organizations",
                type: "nvarchar(1024)",
                maxLength: 1024,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PhoneAnsweredAt",
                table: "Memberships",
                type: "datetimeoffset",
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
