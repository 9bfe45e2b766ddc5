using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MovedColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What the agent's leg, the seat and the payload have held since LegsBeforeTwilio and PayloadOfRequests.
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_Calls_LiveAgentId";
                ALTER TABLE "Calls" DROP COLUMN "LiveAgentId";
                ALTER TABLE "Calls" DROP COLUMN "AcceptanceAskedAt";
                ALTER TABLE "Calls" DROP COLUMN "AcceptedAt";
                ALTER TABLE "Calls" DROP COLUMN "FallbackAt";
                ALTER TABLE "Calls" DROP COLUMN "NeverReachedTwilioAt";
                ALTER TABLE "CarrierRequests" DROP COLUMN "CallSid";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Empty: the version before reads none of them, and the migrations before fill them on their way down.
            migrationBuilder.Sql(
                """
                ALTER TABLE "Calls" ADD COLUMN "LiveAgentId" TEXT NULL;
                ALTER TABLE "Calls" ADD COLUMN "AcceptanceAskedAt" INTEGER NULL;
                ALTER TABLE "Calls" ADD COLUMN "AcceptedAt" INTEGER NULL;
                ALTER TABLE "Calls" ADD COLUMN "FallbackAt" INTEGER NULL;
                ALTER TABLE "Calls" ADD COLUMN "NeverReachedTwilioAt" INTEGER NULL;
                ALTER TABLE "CarrierRequests" ADD COLUMN "CallSid" TEXT NULL;
                CREATE UNIQUE INDEX "IX_Calls_LiveAgentId" ON "Calls" ("LiveAgentId");
                """);
        }
    }
}
