using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NotesVersion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "NotesVersion",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Notes that are there count as the first text.
            migrationBuilder.Sql("UPDATE \"Calls\" SET \"NotesVersion\" = 1 WHERE \"Notes\" <> ''");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NotesVersion",
                table: "Calls");
        }
    }
}
