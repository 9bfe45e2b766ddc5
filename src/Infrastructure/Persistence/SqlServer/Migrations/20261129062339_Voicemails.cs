using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Voicemails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsVoicemail",
                table: "CallRecordings",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Voicemails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LeftAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    DurationSeconds = table.Column<int>(type: "int", nullable: false),
                    HeardAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    HeardBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AssignedTo = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Voicemails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Voicemails_CallRecordings_RecordingId",
                        column: x => x.RecordingId,
                        principalTable: "CallRecordings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Voicemails_OrganizationId",
                table: "Voicemails",
                column: "OrganizationId",
                filter: "\"HeardAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Voicemails_OrganizationId_LeftAt_Id",
                table: "Voicemails",
                columns: new[] { "OrganizationId", "LeftAt", "Id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_Voicemails_RecordingId",
                table: "Voicemails",
                column: "RecordingId",
                unique: true);

            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Voicemails], ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Voicemails];');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization] DROP FILTER PREDICATE ON [dbo].[Voicemails], DROP BLOCK PREDICATE ON [dbo].[Voicemails];');
                """);

            migrationBuilder.DropTable(
                name: "Voicemails");

            migrationBuilder.DropColumn(
                name: "IsVoicemail",
                table: "CallRecordings");
        }
    }
}
