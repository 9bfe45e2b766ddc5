using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                unicode: false,
                fixedLength: true,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MinuteMark",
                table: "Contacts",
                type: "TEXT",
                unicode: false,
                fixedLength: true,
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_FormMark",
                table: "Contacts",
                columns: new[] { "OrganizationId", "FormMark" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_MinuteMark",
                table: "Contacts",
                columns: new[] { "OrganizationId", "MinuteMark" },
                unique: true);
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
