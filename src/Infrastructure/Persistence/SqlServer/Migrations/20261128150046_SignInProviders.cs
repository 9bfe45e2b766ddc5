using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SignInProviders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "OnlyIn",
                table: "Sessions",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProviderAccounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MembershipId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Subject = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderAccounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInProviders",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ClientId = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProtectedClientSecret = table.Column<string>(type: "nvarchar(1024)", maxLength: 1024, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Label = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsEnabled = table.Column<bool>(type: "bit", nullable: false),
                    SecretSavedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInProviders", x => x.OrganizationId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderAccounts_MembershipId",
                table: "ProviderAccounts",
                column: "MembershipId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProviderAccounts_OrganizationId_Issuer_Subject",
                table: "ProviderAccounts",
                columns: new[] { "OrganizationId", "Issuer", "Subject" },
                unique: true);

            // By EXEC, since it has to stand alone in its batch. See RowSecurity, which writes it.
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization]
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[ProviderAccounts],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[ProviderAccounts],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[SignInProviders],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[SignInProviders];');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                EXEC(N'ALTER SECURITY POLICY [dbo].[OwnOrganization]
                    DROP FILTER PREDICATE ON [dbo].[ProviderAccounts],
                    DROP BLOCK PREDICATE ON [dbo].[ProviderAccounts],
                    DROP FILTER PREDICATE ON [dbo].[SignInProviders],
                    DROP BLOCK PREDICATE ON [dbo].[SignInProviders];');
                """);

            migrationBuilder.DropTable(
                name: "ProviderAccounts");

            migrationBuilder.DropTable(
                name: "SignInProviders");

            migrationBuilder.DropColumn(
                name: "OnlyIn",
                table: "Sessions");
        }
    }
}
