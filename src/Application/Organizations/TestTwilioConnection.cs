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
    ITwilioConnection connection,
    ICallerIds callerIds,
    IRejectedAddresses rejected,
    IReadDb db,
    OwnNumbers ownNumbers,
    IMediator mediator,
    TimeProvider clock)
    : IRequestHandler<TestTwilioConnection, ConnectionTest>
{
    // As many as can be typed with an account.
    private const int MaxKept = 50;

    public async Task<ConnectionTest> Handle(TestTwilioConnection query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        var own = await ownNumbers.ReadAsync(organization?.TwilioAccount, cancellationToken);
        var test = await connection.TestAsync(cancellationToken);
        if (test.Works && organization is not null)
        {
            test = Compare(test, await callerIds.ListAsync(only: null, cancellationToken), own, organization);
        }

        if (organization?.TwilioAccount is { } account && (test.Works || AccountCheck.Refusals.Contains(test.ErrorCode ?? 0)))
        {
            var found = test.FoundNumbers.Take(MaxKept).Select(PhoneNumber.Parse);
            var check = new AccountCheck(clock.GetUtcNow(), test.ErrorCode, [.. found]);
            await mediator.Send(new KeepAccountCheck(organization.Id, check, account.SavedAt), cancellationToken);
        }

        var others = await rejected.ListAsync(cancellationToken);
        return test with { OtherAddresses = [.. others.Where(other => !IsMended(other, test, organization?.TwilioAccount))] };
    }

    // Ours has been changed to what Twilio calls, or the other way round, which its next webhook shows.
    private static bool IsMended(OtherAddress other, ConnectionTest test, TwilioAccount? account) =>
        other.Called == test.PublicAddress.TrimEnd('/')
        || account?.AuthTokenUsedAt > other.LastAt
        || account?.PreviousAuthTokenUsedAt > other.LastAt;

    private static ConnectionTest Compare(ConnectionTest test, NumberListing callerIds, OwnNumberList own, Organization organization)
    {
        var verified = callerIds.Numbers.Select(number => number.PhoneNumber.Value).ToHashSet(StringComparer.Ordinal);
        test = test with { VerifiedNumbers = [.. verified], CallerIdsError = callerIds.Error };
        return own.AreImported ? CompareImported(test, verified, own, organization.CallerIdRule) : CompareTyped(test, verified, own);
    }

    private static ConnectionTest CompareImported(ConnectionTest test, HashSet<string> verified, OwnNumberList own, CallerIdRule rule)
    {
        var owned = test.OwnedNumbers.ToHashSet(StringComparer.Ordinal);
        return test with
        {
            MissingNumbers = [.. own.Numbers.Where(IsMissing).Select(number => number.PhoneNumber.Value)],
            FoundNumbers = [.. own.Numbers.Where(MayCall).Select(number => number.PhoneNumber.Value)],
            LacksCallerId = own.FindDefault(rule) is { } callerId && IsMissing(callerId),
        };

        bool MayCall(OwnNumber number) => owned.Contains(number.PhoneNumber.Value) || verified.Contains(number.PhoneNumber.Value);

        // Where the verified ones are not known, one of them is not called missing.
        bool IsMissing(OwnNumber number) =>
            !MayCall(number) && (test.CallerIdsError is null || number.Origin is not NumberOrigin.Verified);
    }

    // The adapter knows the numbers that were typed with the account, and not that one of them may be verified.
    private static ConnectionTest CompareTyped(ConnectionTest test, HashSet<string> verified, OwnNumberList own) => test with
    {
        MissingNumbers = [.. test.MissingNumbers.Where(number => !verified.Contains(number))],
        FoundNumbers = [.. test.FoundNumbers.Union(test.MissingNumbers.Where(verified.Contains), StringComparer.Ordinal)],
        LacksCallerId = test.LacksCallerId && !verified.Contains(own.Numbers[0].PhoneNumber.Value),
    };
}
