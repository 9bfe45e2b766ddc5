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
        var organization =
            await organizations.FindAsync(command.OrganizationId, cancellationToken) ?? throw new NotFoundException("Organization");
        organization.RecordAccountCheck(command.Check, command.SavedAt);
        return Unit.Value;
    }
}

internal sealed class TestTwilioConnectionHandler(
    ITwilioConnection connection, IRejectedAddresses rejected, IReadDb db, OwnNumbers ownNumbers, IMediator mediator, TimeProvider clock)
    : IRequestHandler<TestTwilioConnection, ConnectionTest>
{
    // As many as can be typed with an account.
    private const int MaxKept = 50;

    public async Task<ConnectionTest> Handle(TestTwilioConnection query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        var own = await ownNumbers.ReadAsync(organization?.TwilioAccount, cancellationToken);
        var test = Compare(await connection.TestAsync(cancellationToken), own, organization);
        if (organization?.TwilioAccount is { } account && (test.Works || AccountCheck.Refusals.Contains(test.ErrorCode ?? 0)))
        {
            var found = test.FoundNumbers.Take(MaxKept).Select(PhoneNumber.Parse);
            var check = new AccountCheck(clock.GetUtcNow(), test.ErrorCode, [.. found]);
            await mediator.Send(new KeepAccountCheck(organization.Id, check, account.SavedAt), cancellationToken);
        }

        var others = await rejected.ListAsync(cancellationToken);
        // Where ours has been changed to what Twilio calls, all is well.
        return test with { OtherAddresses = [.. others.Where(other => other.Called != test.PublicAddress.TrimEnd('/'))] };
    }

    // The adapter knows the numbers that were typed with the account only.
    private static ConnectionTest Compare(ConnectionTest test, OwnNumberList own, Organization? organization)
    {
        if (!test.Works || !own.AreImported)
        {
            return test;
        }

        var owned = test.OwnedNumbers.ToHashSet(StringComparer.Ordinal);
        var numbers = own.Numbers.Select(number => number.PhoneNumber.Value).ToList();
        return test with
        {
            MissingNumbers = [.. numbers.Where(number => !owned.Contains(number))],
            FoundNumbers = [.. numbers.Where(owned.Contains)],
            LacksCallerId = own.DefaultBy(organization!.CallerIdRule) is { } callerId && !owned.Contains(callerId.Value),
        };
    }
}
