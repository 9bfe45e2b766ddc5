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

/// <summary>What is asked for a check and may take long.</summary>
internal enum SetupQuestion
{
    Connection,
    Account,
    Dialing,
    Pace,
    Media,
    Reach,
    NumberVoices,
}

internal sealed class CheckSetupHandler(
    ITwilioConnection connection,
    IAccountUse use,
    PaceReader pace,
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
            facts = await AskAsync(facts, cancellationToken);
        }

        return new SetupReport(clock.GetUtcNow(), [.. SetupChecks.All.SelectMany(check => check(facts))]);
    }

    // One after the other, since they share a database context; only our own address is tried meanwhile.
    private async Task<SetupFacts> AskAsync(SetupFacts facts, CancellationToken cancellationToken)
    {
        HashSet<SetupQuestion> unanswered = [];
        var reach = InTimeAsync<AddressReach?>(SetupQuestion.Reach, async token => await address.TryAsync(token));
        var test = await InTimeAsync(SetupQuestion.Connection, token => mediator.Send(new TestTwilioConnection(), token));
        var isThere = test is null || test.Works || test.ErrorCode is not 0;
        var account = isThere ? await InTimeAsync(SetupQuestion.Account, connection.ReadAccountAsync) : null;
        var dialing = isThere ? await InTimeAsync(SetupQuestion.Dialing, token => mediator.Send(new GetDialingPermissions(), token)) : null;
        // What the account was used for is no matter of credentials that it does not take.
        var isTaken = test is null or { Works: true };
        var sent = isTaken ? await InTimeAsync(SetupQuestion.Pace, pace.ReadAsync) : null;
        var media = isTaken ? await InTimeAsync(SetupQuestion.Media, use.TryMediaAsync) : null;
        var voices = isTaken ? await InTimeAsync(SetupQuestion.NumberVoices, token => mediator.Send(new GetNumberVoices(), token)) : null;
        return facts with
        {
            IsConnected = true,
            Connection = test,
            Account = account,
            Dialing = dialing,
            Pace = sent,
            Media = media,
            NumberVoices = voices,
            Reach = await reach,
            Unanswered = unanswered,
        };

        async Task<T?> InTimeAsync<T>(SetupQuestion question, Func<CancellationToken, Task<T>> ask)
        {
            using var time = new CancellationTokenSource(SetupChecks.LongestWait, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
            try
            {
                return await ask(either.Token);
            }
            catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                lock (unanswered)
                {
                    unanswered.Add(question);
                }

                return default;
            }
        }
    }
}
