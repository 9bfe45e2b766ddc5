using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class BroughtInLegs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OvertakenMilliseconds",
                table: "CarrierPaces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "BroughtInBy",
                table: "CallLegs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LongestSeconds",
                table: "CallLegs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "RatePerMinute",
                table: "CallLegs",
                type: "TEXT",
                precision: 18,
                scale: 6,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_CallLegs_OrganizationId_BroughtInBy_RequestedAt",
                table: "CallLegs",
                columns: new[] { "OrganizationId", "BroughtInBy", "RequestedAt" },
                filter: "\"BroughtInBy\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CallLegs_OrganizationId_BroughtInBy_RequestedAt",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "OvertakenMilliseconds",
                table: "CarrierPaces");

            migrationBuilder.DropColumn(
                name: "BroughtInBy",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "LongestSeconds",
                table: "CallLegs");

            migrationBuilder.DropColumn(
                name: "RatePerMinute",
                table: "CallLegs");
        }
    }
}
