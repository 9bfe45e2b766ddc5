using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Checks everything that has to be right for calls to work: the Twilio account, its numbers, how Twilio finds us, and the phone of the
/// admin who asks.
/// </summary>
public sealed record CheckSetup : IQuery<SetupReport>;

/// <param name="At">When it was checked (UTC).</param>
public sealed record SetupReport(DateTimeOffset At, IReadOnlyList<SetupFinding> Findings)
{
    public SetupState Worst => Findings.Max(finding => finding.State);
}

/// <summary>The worse, the later.</summary>
public enum SetupState
{
    Good,
    NotChecked,
    Warning,
    Wrong,
}

/// <param name="Check">In kebab case, as its words are.</param>
/// <param name="Case">What was found, in kebab case; <c>good</c> where all is well.</param>
public sealed record SetupFinding(string Check, SetupState State, string Case)
{
    /// <summary>Numbers (E.164) that it is about.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Whatever else its sentence has places for: addresses, seconds.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What Twilio said.</summary>
    public CarrierErrorView? Error { get; init; }
}

internal sealed class CheckSetupHandler(
    ITwilioConnection connection,
    IPublicAddressProbe address,
    IReadDb db,
    OwnNumbers ownNumbers,
    IMemberDirectory members,
    IMediator mediator,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<CheckSetup, SetupReport>
{
    public async Task<SetupReport> Handle(CheckSetup query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        var facts = new SetupFacts(
            await ownNumbers.ReadAsync(organization?.TwilioAccount, cancellationToken),
            organization?.CallerIdRule ?? new CallerIdRule(),
            await members.GetAsync(user.MembershipId, cancellationToken));
        if (organization?.TwilioAccount is not null)
        {
            var test = await mediator.Send(new TestTwilioConnection(), cancellationToken);
            var isThere = test.Works || test.ErrorCode is not 0;
            facts = facts with
            {
                Connection = test,
                Reach = await address.TryAsync(cancellationToken),
                Account = isThere ? await connection.ReadAccountAsync(cancellationToken) : null,
                Dialing = isThere ? await mediator.Send(new GetDialingPermissions(), cancellationToken) : null,
            };
        }

        return new SetupReport(clock.GetUtcNow(), [.. SetupChecks.All.Select(check => check(facts))]);
    }
}
