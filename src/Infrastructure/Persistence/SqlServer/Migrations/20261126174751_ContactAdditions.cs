using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ContactAdditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FormMark",
                table: "Contacts",
                type: "char(64)",
                unicode: false,
                fixedLength: true,
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "MinuteMark",
                table: "Contacts",
                type: "char(64)",
                unicode: false,
                fixedLength: true,
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_FormMark",
                table: "Contacts",
                columns: new[] { "OrganizationId", "FormMark" },
                unique: true,
                filter: "[FormMark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_MinuteMark",
                table: "Contacts",
                columns: new[] { "OrganizationId", "MinuteMark" },
                unique: true,
                filter: "[MinuteMark] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_FormMark",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_MinuteMark",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "FormMark",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "MinuteMark",
                table: "Contacts");
        }
    }
}
