using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmVoice.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class RowSecurity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By EXEC, since each has to stand alone in its batch. See RowSecurity, which writes them.
            migrationBuilder.Sql(
                """
                EXEC(N'CREATE FUNCTION [dbo].[IsOwnOrganization](@OrganizationId uniqueidentifier) RETURNS TABLE WITH SCHEMABINDING AS
                RETURN SELECT 1 AS [IsOwn]
                WHERE @OrganizationId = CAST(SESSION_CONTEXT(N''OrganizationId'') AS uniqueidentifier) OR CAST(SESSION_CONTEXT(N''AllOrganizations'') AS bit) = 1;');
                """);

            migrationBuilder.Sql(
                """
                EXEC(N'CREATE SECURITY POLICY [dbo].[OwnOrganization]
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[ApiTokens],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[ApiTokens],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[AuditEntries],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[AuditEntries],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallEvents],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallEvents],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallLegs],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallLegs],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallRecordings],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallRecordings],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallSteps],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CallSteps],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Calls],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Calls],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CarrierRequests],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[CarrierRequests],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Contacts],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Contacts],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[IdempotentCalls],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[IdempotentCalls],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[InboundWebhooks],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[InboundWebhooks],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Invitations],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Invitations],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Memberships],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Memberships],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Numbers],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Numbers],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Opportunities],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Opportunities],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([Id]) ON [dbo].[Organizations],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([Id]) ON [dbo].[Organizations],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[PhoneCodes],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[PhoneCodes],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[RefusalCounts],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[RefusalCounts],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[RefusalSamples],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[RefusalSamples],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Seats],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[Seats],
                    ADD FILTER PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[SignInPolicies],
                    ADD BLOCK PREDICATE [dbo].[IsOwnOrganization]([OrganizationId]) ON [dbo].[SignInPolicies]
                WITH (STATE = ON, SCHEMABINDING = ON);');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP SECURITY POLICY [dbo].[OwnOrganization];");
            migrationBuilder.Sql("DROP FUNCTION [dbo].[IsOwnOrganization];");
        }
    }
}
