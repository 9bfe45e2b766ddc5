using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class HoldAudio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CallSettings_HoldAudio",
                table: "Organizations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Settings_HoldAudio",
                table: "Calls",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HoldAudios",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "nvarchar(24)", maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LengthSeconds = table.Column<int>(type: "int", nullable: false),
                    Bytes = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RetiredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HoldAudios", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HoldAudios_OrganizationId",
                table: "HoldAudios",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_HoldAudios_RetiredAt",
                table: "HoldAudios",
                column: "RetiredAt");

            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[HoldAudios], ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[HoldAudios];');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] DROP FILTER PREDICATE ON [dbo].[HoldAudios], DROP BLOCK PREDICATE ON [dbo].[HoldAudios];');
                """);

            migrationBuilder.DropTable(
                name: "HoldAudios");

            migrationBuilder.DropColumn(
                name: "CallSettings_HoldAudio",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "Settings_HoldAudio",
                table: "Calls");
        }
    }
}
