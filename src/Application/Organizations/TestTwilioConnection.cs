using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Tries the saved credentials at Twilio, keeps what it says of them, and says what is known of how Twilio finds us.</summary>
public sealed record TestTwilioConnection : IQuery<ConnectionTest>;

/// <summary>Stored once Twilio has answered: nothing is held up while it is asked.</summary>
[NotAudited("what Twilio says of the account, and no setting")]
internal sealed record KeepAccountCheck(OrganizationId OrganizationId, AccountCheck Check, DateTimeOffset SavedAt) : ICommand;

internal sealed class KeepAccountCheckHandler(IOrganizationRepository organizations) : IRequestHandler<KeepAccountCheck, Unit>
{
    public async Task<Unit> Handle(KeepAccountCheck command, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(command.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.RecordAccountCheck(command.Check, command.SavedAt);
        return Unit.Value;
    }
}

internal sealed class TestTwilioConnectionHandler(ITwilioConnection connection, IRejectedAddresses rejected, IReadDb db, IMediator mediator, TimeProvider clock)
    : IRequestHandler<TestTwilioConnection, ConnectionTest>
{
    public async Task<ConnectionTest> Handle(TestTwilioConnection query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        var test = await connection.TestAsync(cancellationToken);
        if (organization?.TwilioAccount is { } account && (test.Works || AccountCheck.Refusals.Contains(test.ErrorCode ?? 0)))
        {
            var check = new AccountCheck(clock.GetUtcNow(), test.ErrorCode, [.. test.FoundNumbers.Select(PhoneNumber.Parse)]);
            await mediator.Send(new KeepAccountCheck(organization.Id, check, account.SavedAt), cancellationToken);
        }

        var others = await rejected.ListAsync(cancellationToken);
        // Where ours has been changed to what Twilio calls, all is well.
        return test with { OtherAddresses = [.. others.Where(other => other.Called != test.PublicAddress.TrimEnd('/'))] };
    }
}
